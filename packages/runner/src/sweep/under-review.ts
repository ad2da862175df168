import { type Ledger, listRuns, type ModelId } from "@review/db";
import type { PlannedRun } from "../batch/batch.ts";

/** Whether a run is open for one of these pairs under one of the partitions: somebody else is probably at work on it. */
export async function isUnderReview(
  ledger: Ledger,
  runs: readonly PlannedRun[],
  partitions: readonly ModelId[],
): Promise<boolean> {
  for (const { note, gates } of runs) {
    for (const { id: gateId } of gates) {
      const open = await listRuns(ledger, { status: "running", notePath: note.path, gateId });
      if (open.some((run) => partitions.includes(run.modelId))) return true;
    }
  }
  return false;
}
