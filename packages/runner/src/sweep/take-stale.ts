import { type Corpus, changedGates } from "@review/corpus";
import type { Ledger, ModelId } from "@review/db";
import type { PlannedRun } from "../batch/batch.ts";
import { buildRuns } from "../batch/build-batch.ts";
import { groupByNote } from "../batch/plan-batches.ts";
import type { PlannedPair } from "../batch/planned-pair.ts";
import { keepStale, keyOf } from "./keep-stale.ts";

/**
 * Looks at planned pairs once more right before they are sent: reads the notes, and leaves out what has become fresh under
 * one of the partitions meanwhile, cannot be read any more, or whose gate asks something else by now (`skipped`, with the reason).
 * Pairs to be reviewed again are sent all the same.
 */
export async function takeStale(
  { corpus, ledger }: { corpus: Corpus; ledger: Ledger },
  pairs: readonly PlannedPair[],
  { partitions, links }: { partitions: readonly ModelId[]; links: boolean },
): Promise<{ runs: PlannedRun[]; skipped: { pair: PlannedPair; reason: string }[] }> {
  const edited = new Set(await changedGates(corpus, gatesOf(pairs)));
  const asked = pairs.filter(({ gate }) => !edited.has(gate.id));
  const { runs: built, problems } = await buildRuns(corpus, groupByNote(asked), links);
  const again = asked.flatMap(({ again, notePath, gate }) => (again ? [{ notePath, gateId: gate.id }] : []));
  const { runs, due } = await keepStale(ledger, built, { partitions, again });
  const unreadable = new Map(problems.map(({ notePath, message }) => [notePath, message]));
  return {
    runs,
    skipped: pairs
      .filter(({ notePath, gate }) => unreadable.has(notePath) || !due.has(keyOf(notePath, gate.id)))
      .map((pair) => ({
        pair,
        reason: edited.has(pair.gate.id) ? EDITED : (unreadable.get(pair.notePath) ?? "fresh by now"),
      })),
  };
}

/** Its check may be another program, too, that nobody has agreed to. */
const EDITED = "its gate was edited or removed meanwhile";

const gatesOf = (pairs: readonly PlannedPair[]) =>
  [...new Map(pairs.map(({ gate }) => [gate.id, gate])).values()].map(({ id, sha }) => ({
    gateId: id,
    gateSha: sha,
  }));
