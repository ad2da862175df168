import { stripVTControlCharacters } from "node:util";
import { saysSomething } from "@review/db/guards";
import { renderGateReview } from "@review/protocol";
import { cutText } from "../cut-text.ts";
import { eachInTurns } from "../each-in-turns.ts";
import type { PlacedFinding } from "../execution.ts";
import { toOneLine } from "../one-line.ts";
import { type FoundInNote, MAX_FINDINGS, NOTHING_FOUND } from "./collect-findings.ts";
import type { CheckFinding } from "./output/check-finding.ts";
import { MAX_COLONS } from "./output/parse-text.ts";
import { type PlaceFinder, placeFinder } from "./place-finder.ts";
import type { CheckGate } from "./plan-processes.ts";
import type { Verdict } from "./read-verdict.ts";

/** A longer message is cut. */
const MAX_MESSAGE_CHARACTERS = 500;

/** Why a check could not judge what was changed while it ran: alone of all reasons this one passes. */
export const CHANGED_MEANWHILE = "its file, or an input of the gate, was changed meanwhile, run it again.";

/** What a check says of one note. */
export interface CheckResult {
  decision: "pass" | "warn" | "fail" | "error";
  /** The gate review, ready for its block. */
  text: string;
  findings: readonly PlacedFinding[];
}

/** A note that a check looked at, in the version that it saw. */
export interface CheckedNote {
  notePath: string;
  text: string;
}

/** What comes of a check's verdict for one of its notes: the worst finding decides, and one that judged nothing is an ERROR. */
export async function resultFor(gate: CheckGate, verdict: Verdict, note: CheckedNote): Promise<CheckResult> {
  if ("broken" in verdict) return couldNotJudge(gate, verdict.broken);
  const isUnheard = !verdict.isSilent && !verdict.found.has(note.notePath);
  if (isUnheard && gate.checkOutput === "text" && !canBeNamed(note))
    return couldNotJudge(
      gate,
      "its name has a character that no line of a text can hold, or too many colons.",
    );
  const found = verdict.found.get(note.notePath) ?? NOTHING_FOUND;
  const decision = found.worst ?? "pass";
  const places = placeFinder(note.text);
  const unsaid = `the check ${commandOf(gate)} exited with code ${verdict.exitCode} and does not say what is wrong`;
  const findings: PlacedFinding[] = [];
  await eachInTurns(found.findings, (finding) => {
    const { severity, suggestion } = finding;
    const span = places.spanOf(finding);
    const said = suggestion === undefined ? "" : clean(suggestion);
    findings.push({
      severity,
      message: messageOf(finding, unsaid),
      ...(said !== "" && { suggestion: said }),
      quotes: span ? [span] : [],
    });
  });
  const listed = findings.map(({ severity, message, suggestion }, index) => {
    const hint = suggestion === undefined ? "" : ` Suggestion: ${suggestion}`;
    return { severity, text: `${placeOf(note, found.findings[index], places)}${message}${hint}`, quotes: [] };
  });
  // A tool that lists paths alone and exits with 0, such as `grep -L` of many notes, may have meant that something is wrong.
  const said = verdict.unread === undefined ? "" : ` What it printed is no finding: ${verdict.unread}`;
  const summary = `${commandOf(gate)} ${describeCount(found)}${said}`;
  return { decision, text: renderGateReview({ summary, findings: listed, decision }), findings };
}

/** What comes of a check whose note was changed while it ran: what it saw was perhaps another text. */
export function resultForChangedNote(gate: CheckGate): CheckResult {
  return couldNotJudge(gate, CHANGED_MEANWHILE);
}

function couldNotJudge(gate: CheckGate, why: string): CheckResult {
  const summary = `${commandOf(gate)} could not judge the note: ${why}`;
  return {
    decision: "error",
    text: renderGateReview({ summary, findings: [], decision: "error" }),
    findings: [],
  };
}

/** Whether a line of text can be known to be about it, by the path that it begins with. */
function canBeNamed({ notePath }: CheckedNote): boolean {
  return !/\p{Cc}/u.test(notePath) && notePath.split(":").length <= MAX_COLONS;
}

function commandOf({ check }: CheckGate): string {
  return `\`${toOneLine(check.join(" "))}\``;
}

function describeCount({ count, findings: [first] }: FoundInNote): string {
  if (count === 0) return "named no error and no warning.";
  if (first !== undefined && count === 1 && clean(first.message) === "")
    return "found something, but did not say what.";
  const more = count > MAX_FINDINGS ? ` ${MAX_FINDINGS} are listed.` : "";
  return `found ${count === 1 ? "one thing" : `${count} things`}.${more}`;
}

function clean(text: string): string {
  // Cut before the costly part as well; what is stripped is short.
  const plain = stripVTControlCharacters(cutText(text, 4 * MAX_MESSAGE_CHARACTERS));
  // What is cut, and the JSON of other programs, can hold half of a character.
  return toOneLine(plain, MAX_MESSAGE_CHARACTERS).toWellFormed();
}

/** What a finding says, and its rule; where the tool found no word for it, what is known of the tool. */
function messageOf({ message, rule }: Pick<CheckFinding, "message" | "rule">, unsaid: string): string {
  const text = clean(message);
  const shown = saysSomething(text) ? text : unsaid;
  const name = rule === undefined ? "" : clean(rule);
  return name === "" || shown.includes(name) ? shown : `${shown} (${name})`;
}

/** As the tool wrote it, which counts in its own units; of an offset, as editors count. */
function placeOf(
  { notePath }: CheckedNote,
  finding: FoundInNote["findings"][number] | undefined,
  { spanOf, positionOf }: PlaceFinder,
): string {
  const offset = finding?.span && spanOf(finding)?.start;
  const position = offset === undefined ? undefined : positionOf(offset);
  const { line, column } = finding?.start ?? { line: position?.line, column: position?.column.utf16 };
  if (line === undefined) return "";
  return `${toOneLine(notePath)}:${line}${column === undefined ? "" : `:${column}`}: `;
}
