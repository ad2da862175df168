import { createHash } from "node:crypto";
import { counts } from "../finding.ts";
import { nameLine, oneLine, printable } from "../printed/printable.ts";
import type { ReportedFinding, ReportedPair, ReportedPlace, UnseenPath } from "../report/report-document.ts";

/** One thing that somebody is to be told of: a finding that counts, or that a pair has nothing that counts. */
export interface ToldItem {
  pair: ReportedPair;
  level: "error" | "warning";
  /** In one word, as people and logs are told. */
  label: string;
  /** Printable and well-formed; of a finding with its suggestion on a line of its own. */
  message: string;
  /** Absent where it is the pair that is told of. */
  finding?: ReportedFinding;
  /** The first place that is known. */
  place?: ReportedPlace;
}

/** In the place of a gate, where it is a whole note that nobody could look at. */
const EVERY_GATE = "every gate";

/** All that a report tells of: what nobody could look at, then pair by pair; what is waived or disputed is not told. */
export function* toldItems({
  pairs,
  unseen = [],
}: {
  pairs: readonly ReportedPair[];
  unseen?: readonly UnseenPath[] | undefined;
}): Generator<ToldItem> {
  for (const { notePath, message } of unseen) {
    const pair = { notePath, gateId: EVERY_GATE, findings: [] };
    yield { pair, level: "error", label: "UNREAD", message: nameLine(message).toWellFormed() };
  }
  for (const pair of pairs) {
    const counting = pair.findings.filter(counts);
    for (const finding of counting) yield ofFinding(pair, finding);
    const { problem } = pair;
    if (problem && (problem.kind !== "failing" || counting.length === 0)) {
      const next = problem.next === undefined ? "" : ` (next: ${nameLine(problem.next)})`;
      const message = (nameLine(problem.message) + next).toWellFormed();
      yield { pair, level: "error", label: problem.kind.toUpperCase(), message };
    }
  }
}

function ofFinding(pair: ReportedPair, finding: ReportedFinding): ToldItem {
  const placed = finding.quotes.filter((quote) => quote.place);
  // Of words that are gone others stand at the place.
  const place = (placed.find(({ isGone }) => !isGone) ?? placed[0])?.place;
  return {
    pair,
    level: finding.severity === "fail" ? "error" : "warning",
    label: finding.severity.toUpperCase(),
    message: wordsOf(finding),
    finding,
    ...(place && { place }),
  };
}

/** What a finding says, and on a line of its own how it could be mended; well-formed, since not every parser takes half a pair. */
function wordsOf({ message, suggestion }: Pick<ReportedFinding, "message" | "suggestion">): string {
  const said = printable(message.replace(/\r\n?/g, "\n"));
  return (suggestion === undefined ? said : `${said}\nSuggestion: ${oneLine(suggestion)}`).toWellFormed();
}

/** Errors before warnings, else in their order. */
export function worstFirst(items: Iterable<ToldItem>): ToldItem[] {
  const all = [...items];
  return [...all.filter(({ level }) => level === "error"), ...all.filter(({ level }) => level === "warning")];
}

/** The gate, and under which partition it was judged: what formats without a field for that put into their text. */
export function judgeOf({ gateId, modelId }: Pick<ReportedPair, "gateId" | "modelId">): string {
  return nameLine(modelId === undefined ? gateId : `${gateId}, ${modelId}`);
}

/** 16 hex digits that stay the same as long as the finding is the same: its key, if it has one. */
export function identityOf({ pair: { notePath, gateId }, finding, label, message }: ToldItem): string {
  if (finding?.key !== undefined) return finding.key;
  const named = JSON.stringify([notePath, gateId, finding ? message : label]);
  return createHash("sha256").update(named).digest("hex").slice(0, 16);
}
