import type { Ledger } from "@review/db";
import { CHECKS_PARTITION } from "@review/lifecycle";
import type { PlannedPair, Runner } from "@review/runner";
import { overriddenPairs, pairKey, type StaleSelection } from "@review/views";

/** What is fresh and reviewed once more. */
export interface PairsAgain {
  pairs: PlannedPair[];
  /** How many are left as they are, since a person has decided them. */
  overridden: number;
}

/**
 * The fresh pairs that are reviewed all the same: with `--force` those of all gates named; else, where checks are run, those of gates
 * whose answers depend on more than they can declare, but for those that a person's override stands for: it would be gone without a word.
 */
export async function pairsAgain(
  ledger: Ledger,
  { notes, stale }: Pick<StaleSelection, "notes" | "stale">,
  { force = false, reason }: { force?: boolean | undefined; reason?: string | undefined },
  { usesModel }: Pick<Runner, "usesModel">,
): Promise<PairsAgain> {
  if (reason !== undefined || (!force && usesModel)) return { pairs: [], overridden: 0 };
  const due = new Set(stale.map(pairKey));
  const again = notes.map((note) => ({
    ...note,
    gates: note.gates.filter(
      ({ id, volatile }) => (force || volatile) && !due.has(pairKey({ notePath: note.path, gateId: id })),
    ),
  }));
  const some = again.filter(({ gates }) => gates.length > 0);
  const decided = force ? new Set<string>() : await overriddenPairs(ledger, some, CHECKS_PARTITION);
  const all = some.flatMap(({ path, size, gates }) =>
    gates.map((gate): PlannedPair => ({ notePath: path, noteBytes: size, gate, again: true })),
  );
  const pairs = all.filter(({ notePath, gate }) => !decided.has(pairKey({ notePath, gateId: gate.id })));
  return { pairs, overridden: all.length - pairs.length };
}
