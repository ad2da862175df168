import type { ChangedSince } from "@review/corpus";

/** That what a run captured is on disk no more, in one sentence. */
export function explainChanged(runId: number, notePath: string, { note, gates }: ChangedSince): string {
  const what = [...(note ? [notePath] : []), ...gates];
  const which = note || gates.length > 1 ? "its pairs are stale" : "that pair is stale";
  return `run ${runId} is recorded for the texts that it captured: ${what.join(", ")} changed since, so ${which}`;
}
