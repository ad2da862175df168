import { type Corpus, countFixtures, type Gate } from "@review/corpus";
import type { Ledger } from "@review/db";
import type { LockedQuarantine } from "@review/lock";
import type { QuarantineBase } from "./quarantine-base.ts";
import { type Quarantines, quarantinesOf, withFewFixtures } from "./quarantined-gates.ts";
import { quarantinesWithin } from "./quarantines-within.ts";
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
 * the tree can lift, and not loosen: a gate that had enough fixtures there, under whatever name, has enough.
 */
export async function judgeGates(
  corpus: Corpus,
  gates: readonly Gate[],
  decisions: readonly LockedQuarantine[],
  { minFixtures, base }: { minFixtures?: number | undefined; base?: QuarantineBase | undefined },
): Promise<Quarantines> {
  const decided = base ? quarantinesWithin(base, gates, decisions) : quarantinesOf(gates, decisions);
  if (minFixtures === undefined) return decided;
  const some = gates.filter(({ check }) => check === undefined);
  const counted = await countFixtures(
    corpus,
    some.map(({ id }) => id),
  );
  const inBase = (gate: Gate) =>
    base ? [gate.id, ...base.sameText(gate)].map((id) => base.fixtures.get(id) ?? 0) : [];
  const fixtures = new Map(
    some.map((gate) => [gate.id, Math.max(counted.get(gate.id) ?? 0, ...inBase(gate))]),
  );
  return withFewFixtures(decided, gates, { minFixtures, fixtures });
}
