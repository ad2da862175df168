import type { Ledger, ModelId, PairKey } from "@review/db";
import { selectStalePairs } from "@review/lifecycle";
import type { PlannedRun } from "../batch/batch.ts";

export const keyOf = (notePath: string, gateId: string) => JSON.stringify([notePath, gateId]);

/**
 * Leaves out of some runs what is fresh under one of the partitions by now, but for pairs to be reviewed again; `due` has the keys of
 * those that are left.
 */
export async function keepStale(
  ledger: Ledger,
  runs: readonly PlannedRun[],
  { partitions, again }: { partitions: readonly ModelId[]; again: readonly PairKey[] },
): Promise<{ runs: PlannedRun[]; due: ReadonlySet<string> }> {
  const notes = runs.map(({ note, gates }) => ({
    notePath: note.path,
    noteSha: note.sha,
    gates: gates.map(({ id, sha }) => ({ gateId: id, gateSha: sha })),
  }));
  const { stale } = await selectStalePairs(ledger, { modelIds: partitions, notes });
  const due = new Set([...stale, ...again].map(({ notePath, gateId }) => keyOf(notePath, gateId)));
  const left = runs
    .map((run) => ({ ...run, gates: run.gates.filter(({ id }) => due.has(keyOf(run.note.path, id))) }))
    .filter(({ gates }) => gates.length > 0);
  return { runs: left, due };
}
