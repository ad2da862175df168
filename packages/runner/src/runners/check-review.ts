import { stripVTControlCharacters } from "node:util";
import { type Finding, renderGateReview } from "@review/protocol";
import { lastLine, toOneLine } from "../one-line.ts";
import { MAX_OUTPUT_BYTES, type ProcessEnd } from "../process/subprocess.ts";
import type { RequestedGate } from "../runner.ts";

/** Findings beyond this many are counted, not listed. */
const MAX_FINDINGS = 50;
/** A longer line of output is cut. */
const MAX_LINE_CHARACTERS = 500;

/** The last line that Node leaves of an uncaught error. */
const NODE_VERSION = /^Node\.js v\d+\.\d+\.\d+/;
/** The first line that Python leaves of one; the last is that of the error. */
const TRACEBACK = /^Traceback \(most recent call last\):$/m;
/** The line in which an error gives its name and message, e.g. `TypeError: x is not a function`. */
const NAMED_ERROR = /^[\w.]*(?:Error|Exception)\b.*:/;

/** Which note a check was given, in which root. */
export interface CheckedNote {
  notePath: string;
  root: string;
}

/**
 * One check's gate review, ready for its block: exit 0 is PASS, 1 the gate's severity with each line of output
 * as a finding, anything else ERROR, and so is an uncaught error of the check itself.
 */
export function reviewOfCheck(gate: RequestedGate, note: CheckedNote, end: ProcessEnd): string {
  const command = commandOf(gate);
  if (end.cause === "exited" && end.exitCode === 0) {
    return renderGateReview({ summary: `${command} found nothing.`, findings: [], decision: "pass" });
  }
  if (hasFindings(end)) {
    const { count, findings } = readFindings(gate, note, end);
    return renderGateReview({
      summary: `${command} ${describeCount(count)}`,
      findings,
      decision: gate.severity,
    });
  }
  const said = findComplaint(outputLines(end, note));
  return couldNotJudge(gate, `${describeEnd(gate, end)}.${said === undefined ? "" : ` It said: ${said}`}`);
}

/** The gate review of a check whose note was changed while it ran: what it saw was perhaps another text. */
export function reviewOfChangedNote(gate: RequestedGate): string {
  return couldNotJudge(gate, "its file, or an input of the gate, was changed meanwhile, run it again.");
}

function couldNotJudge(gate: RequestedGate, why: string): string {
  const summary = `${commandOf(gate)} could not judge the note: ${why}`;
  return renderGateReview({ summary, findings: [], decision: "error" });
}

function commandOf({ check = [] }: RequestedGate): string {
  return `\`${toOneLine(check.join(" "))}\``;
}

/** Whether the check exited as one that judged the note does. */
export function hasJudged(end: ProcessEnd): boolean {
  return end.cause === "exited" && (end.exitCode === 0 || hasFindings(end));
}

/** Exit 1 is for findings, but it is also how a script ends that breaks, for example because it lacks a module. */
function hasFindings({ cause, exitCode, stderr }: ProcessEnd): boolean {
  return cause === "exited" && exitCode === 1 && !isUncaughtError(stderr);
}

function isUncaughtError(stderr: string): boolean {
  const last = lastLine(stderr) ?? "";
  return NODE_VERSION.test(last) || (NAMED_ERROR.test(last) && TRACEBACK.test(stderr));
}

function readFindings({ severity }: RequestedGate, note: CheckedNote, end: ProcessEnd) {
  const findings: Finding[] = [];
  let count = 0;
  for (const text of outputLines(end, note)) {
    count += 1;
    if (count <= MAX_FINDINGS) findings.push({ severity, text, quotes: [] });
  }
  if (count === 0) findings.push({ severity, text: "exit code 1, without a word", quotes: [] });
  return { count, findings };
}

function describeCount(count: number): string {
  if (count === 0) return "found something, but did not say what.";
  const more = count > MAX_FINDINGS ? ` The first ${MAX_FINDINGS} are listed.` : "";
  return `found ${count === 1 ? "one thing" : `${count} things`}.${more}`;
}

/** The line that says what went wrong: that of a named error, else the last one. */
function findComplaint(lines: Iterable<string>): string | undefined {
  let last: string | undefined;
  for (const line of lines) {
    if (NAMED_ERROR.test(line)) return line;
    last = line;
  }
  return last;
}

/** What a check said on stdout and stderr, line by line: there may be millions. */
function* outputLines({ stdout, stderr }: ProcessEnd, note: CheckedNote): Generator<string, void> {
  for (const output of [stdout, stderr]) {
    for (const [line] of output.matchAll(/[^\r\n]+/g)) {
      // Cut before the costly part as well; what is stripped is short.
      const plain = stripVTControlCharacters(line.slice(0, 4 * MAX_LINE_CHARACTERS)).trim();
      const text = toOneLine(withoutPath(plain, note), MAX_LINE_CHARACTERS);
      if (text !== "") yield text;
    }
  }
}

/** Linters begin each line, or a list, with the path of the file, which says nothing new here. */
function withoutPath(line: string, { notePath, root }: CheckedNote): string {
  for (const path of [`./${notePath}`, notePath, `${root}/${notePath}`]) {
    if (line === path) return "";
    if (line.startsWith(`${path}:`)) return line.slice(path.length + 1);
  }
  return line;
}

/** How a check ended that did not exit with 0 or 1; also for the log. */
export function describeEnd({ check: [program] = [] }: RequestedGate, end: ProcessEnd): string {
  switch (end.cause) {
    case "exited":
      return `exit code ${end.exitCode}`;
    case "killed":
      return `ended by ${end.signal}`;
    case "timeout":
      return "not done within the timeout";
    case "interrupted":
    case "dismissed":
      return "interrupted";
    case "too-much-output":
      return `printed more than ${MAX_OUTPUT_BYTES / 1024 / 1024} MiB`;
    case "not-found":
      return `the program ${program} was not found, install it`;
    case "cannot-start":
      return `could not be started (${toOneLine(end.problem ?? "no reason given")})`;
  }
}
