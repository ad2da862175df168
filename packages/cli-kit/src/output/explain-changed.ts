import type { ChangedSince } from "@review/corpus";

/** That what a run captured is on disk no more, in one sentence. */
export function explainChanged(runId: number, notePath: string, { note, gates }: ChangedSince): string {
  const what = [...(note ? [notePath] : []), ...gates];
  const [text, are] = what.length > 1 ? ["texts", "are"] : ["text", "is"];
  return `run ${runId} is recorded for the texts that it captured: ${what.join(", ")} changed since, and the new ${text} ${are} not accepted by it`;
}
