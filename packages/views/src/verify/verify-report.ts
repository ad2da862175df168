import { type Corpus, grouped } from "@review/corpus";
import type { ModelId } from "@review/db";
import type { AcceptedEntry } from "@review/lock";
import type { FoundPair } from "../report/make-report.ts";
import type { ReportedProblem } from "../report/report-document.ts";
import { type PlaceOf, placeQuotes, viewLocked } from "./locked-findings.ts";
import type { Verification, VerifiedPair } from "./verification.ts";
import type { UnmetPair } from "./verify-document.ts";

/**
 * All pairs that were looked at, for a report: under each partition that judged them, with what was found where it stands in the
 * notes. `unmet` are those of the document of the same answer.
 */
export async function pairsOfVerification(
  corpus: Corpus,
  { pairs, today }: Pick<Verification, "pairs" | "today">,
  unmet: readonly UnmetPair[],
): Promise<FoundPair[]> {
  const keyOf = (notePath: string, gateId: string) => `${notePath}\0${gateId}`;
  const problems = new Map(unmet.map((pair) => [keyOf(pair.notePath, pair.gateId), pair]));
  const found: FoundPair[] = [];
  for (const [notePath, ofNote] of grouped(pairs, (pair) => pair.notePath)) {
    const listed = ofNote.flatMap(({ entries }) => entries.flatMap(({ findings }) => findings));
    const quotes = new Set(listed.flatMap(({ quote }) => quote ?? []));
    const reading = { today, placeOf: await placeQuotes(corpus, notePath, [...quotes]) };
    for (const pair of ofNote)
      found.push(...reportPair(pair, problems.get(keyOf(notePath, pair.gate.id)), reading));
  }
  return found;
}

function reportPair(
  { notePath, gate, entries }: VerifiedPair,
  unmet: UnmetPair | undefined,
  reading: { today: string; placeOf: PlaceOf },
): FoundPair[] {
  const names = { notePath, gateId: gate.id };
  const problem = unmet && { problem: toProblem(unmet) };
  const judged: FoundPair[] = [];
  for (const { model, decision, findings } of entries.toSorted(byModel)) {
    const modelId = model as ModelId;
    const found = viewLocked(findings, reading);
    judged.push({
      ...names,
      modelId,
      decision,
      findings: found,
      ...(unmet?.modelId === modelId && problem),
    });
  }
  const isOfNobody = judged.length === 0 || (problem && unmet?.modelId === undefined);
  return isOfNobody ? [{ ...names, findings: [], ...problem }, ...judged] : judged;
}

/** A judgement that had to be observed and was not is as good as none. */
const toProblem = ({ kind, reason, next }: UnmetPair): ReportedProblem => ({
  kind: kind === "not-observed" ? "missing" : kind,
  message: reason,
  next,
});

const byModel = (a: AcceptedEntry, b: AcceptedEntry) => (a.model < b.model ? -1 : 1);
