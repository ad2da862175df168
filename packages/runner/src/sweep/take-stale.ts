import type { Corpus } from "@review/corpus";
import type { Ledger, ModelId } from "@review/db";
import { selectStalePairs } from "@review/lifecycle";
import type { PlannedRun } from "../batch/batch.ts";
import { buildRuns } from "../batch/build-batch.ts";
import { groupByNote } from "../batch/plan-batches.ts";
import type { PlannedPair } from "../batch/planned-pair.ts";

const keyOf = (notePath: string, gateId: string) => JSON.stringify([notePath, gateId]);

/**
 * Looks at planned pairs once more right before they are sent: reads the notes, and leaves out what has become fresh under
 * one of the partitions meanwhile or cannot be read any more (`skipped`, with the reason). Pairs to be reviewed again are sent all
 * the same.
 */
export async function takeStale(
  { corpus, ledger }: { corpus: Corpus; ledger: Ledger },
  pairs: readonly PlannedPair[],
  { partitions, links }: { partitions: readonly ModelId[]; links: boolean },
): Promise<{ runs: PlannedRun[]; skipped: { pair: PlannedPair; reason: string }[] }> {
  const { runs, problems } = await buildRuns(corpus, groupByNote(pairs), links);
  const notes = runs.map(({ note, gates }) => ({
    notePath: note.path,
    noteSha: note.sha,
    gates: gates.map(({ id, sha }) => ({ gateId: id, gateSha: sha })),
  }));
  const { stale } = await selectStalePairs(ledger, { modelIds: partitions, notes });
  const due = new Set([
    ...stale.map(({ notePath, gateId }) => keyOf(notePath, gateId)),
    ...pairs.filter(({ again }) => again).map(({ notePath, gate }) => keyOf(notePath, gate.id)),
  ]);
  const unreadable = new Map(problems.map(({ notePath, message }) => [notePath, message]));
  return {
    runs: runs
      .map((run) => ({
        ...run,
        gates: run.gates.filter(({ id }) => due.has(keyOf(run.note.path, id))),
      }))
      .filter(({ gates }) => gates.length > 0),
    skipped: pairs
      .filter(({ notePath, gate }) => unreadable.has(notePath) || !due.has(keyOf(notePath, gate.id)))
      .map((pair) => ({ pair, reason: unreadable.get(pair.notePath) ?? "fresh by now" })),
  };
}
