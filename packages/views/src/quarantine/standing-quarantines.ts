import { type Corpus, countFixtures, type Gate } from "@review/corpus";
import type { Ledger } from "@review/db";
import type { LockedQuarantine } from "@review/lock";
import { decisionsWithin, type QuarantineBase } from "./quarantine-base.ts";
import { type Quarantines, quarantinesOf } from "./quarantined-gates.ts";
import { readKnownQuarantines } from "./read-quarantines.ts";

/** Which of some gates are quarantined, by what a ledger and the lock know and by what the configuration asks of each. */
export async function readQuarantined(
  corpus: Corpus,
  ledger: Ledger,
  gates: readonly Gate[],
): Promise<Quarantines> {
  const { decisions } = await readKnownQuarantines(corpus, ledger);
  return judgeGates(corpus, gates, decisions, corpus.config.verify);
}

/**
 * The same by decisions that are known, and so many fixtures as a policy asks for: they are read only if it does. What a `base` says
 * the tree can lift, and not loosen: a gate that had enough fixtures there has enough.
 */
export async function judgeGates(
  corpus: Corpus,
  gates: readonly Gate[],
  decisions: readonly LockedQuarantine[],
  { minFixtures, base }: { minFixtures?: number | undefined; base?: QuarantineBase | undefined },
): Promise<Quarantines> {
  const standing = base ? decisionsWithin(base, decisions) : decisions;
  if (minFixtures === undefined) return quarantinesOf(gates, standing);
  const ids = gates.flatMap(({ id, check }) => (check === undefined ? [id] : []));
  const counted = await countFixtures(corpus, ids);
  const fixtures = new Map(
    ids.map((id) => [id, Math.max(counted.get(id) ?? 0, base?.fixtures.get(id) ?? 0)]),
  );
  return quarantinesOf(gates, standing, { minFixtures, fixtures });
}
