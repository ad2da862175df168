import { type Corpus, countFixtures, type Gate } from "@review/corpus";
import type { Ledger } from "@review/db";
import { type Quarantined, quarantinedGates } from "./quarantined-gates.ts";
import { readKnownQuarantines } from "./read-quarantines.ts";

/** Which of some gates are quarantined, by what a ledger and the lock know and by what the configuration asks of each. */
export async function readQuarantined(
  corpus: Corpus,
  ledger: Ledger,
  gates: readonly Gate[],
): Promise<Quarantined[]> {
  const { decisions } = await readKnownQuarantines(corpus, ledger);
  return judgeGates(corpus, gates, decisions, corpus.config.verify.minFixtures);
}

/** The same by decisions that are known, and so many fixtures as a policy asks for: they are read only if it does. */
export async function judgeGates(
  corpus: Corpus,
  gates: readonly Gate[],
  decisions: Parameters<typeof quarantinedGates>[1],
  minFixtures: number | undefined,
): Promise<Quarantined[]> {
  if (minFixtures === undefined) return quarantinedGates(gates, decisions);
  const ids = gates.flatMap(({ id, check }) => (check === undefined ? [id] : []));
  return quarantinedGates(gates, decisions, { minFixtures, fixtures: await countFixtures(corpus, ids) });
}
