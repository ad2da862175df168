import { type ChangedSince, type Corpus, changedSince } from "@review/corpus";
import type { Run, RunDetails, RunId } from "@review/db";
import { decisionsOf, type GateDecision } from "./progress-document.ts";

// By itself, since it alone of what is said of runs reads notes and gates: `status` and `write` do not wait for that code.

/** A run that is completed, and what was accepted. */
export interface CompletedDocument extends Pick<Run, "status" | "notePath"> {
  runId: RunId;
  /** The partition it is accepted under. */
  modelId: string;
  /** The requested gates, in their order. */
  gates: GateDecision[];
  /** What is on disk no more as the run captured it: what it is now is not accepted by it. Absent if nothing is. */
  changedSince?: ChangedSince;
}

export async function viewCompleted(corpus: Corpus, run: RunDetails): Promise<CompletedDocument> {
  const { id: runId, status, modelId, notePath, reviewedNoteSha: noteSha, gates } = run;
  const changed = await changedSince(corpus, { notePath, noteSha, gates });
  return {
    runId,
    status,
    modelId,
    notePath,
    gates: decisionsOf(run),
    ...(changed && { changedSince: changed }),
  };
}
