import type { FixEntry, PageDocument, PageNoteDocument } from "@review/views";

/** A report has no more bytes of what completed runs answered, however much room there is: it is to be sent. */
export const ANSWER_BYTES = 500_000;

/**
 * The completed runs on which the pairs of now rest, in the order in which a report keeps their answers: those that found what is to
 * be mended first, the failing before the warning, then the others; of each the newest first.
 */
export function chooseRuns(
  { findings, waived }: Pick<PageDocument, "findings" | "waived">,
  notes: Iterable<Pick<PageNoteDocument, "history">>,
): number[] {
  const newestFirst = (runIds: number[]) => runIds.toSorted((a, b) => b - a);
  const found = (decision: FixEntry["decision"]) =>
    newestFirst(findings.flatMap((entry) => (entry.decision === decision ? [entry.runId] : [])));
  const standing = [...notes].flatMap(({ history }) => standingRuns(history));
  const settled = waived.map(({ runId }) => runId);
  return [...new Set([...found("fail"), ...found("warn"), ...newestFirst([...settled, ...standing])])];
}

/** The last word about a pair is what stands for it. */
function standingRuns(history: PageNoteDocument["history"]): number[] {
  const last = new Map(history.map(({ gateId, modelId, runId }) => [`${gateId}\0${modelId}`, runId]));
  return [...last.values()].flatMap((runId) => runId ?? []);
}
