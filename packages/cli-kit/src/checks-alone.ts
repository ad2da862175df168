import type { Corpus } from "@review/corpus";
import { CHECKS_PARTITION } from "@review/lifecycle";
import { type StaleQuestion, selectGates } from "@review/views";

/** `checks` where every gate that is asked about has a check, so that no model need be named; undefined where one has none. */
export async function checksAlone(corpus: Corpus, question: StaleQuestion): Promise<string | undefined> {
  const gates = await selectGates(corpus, question);
  return gates.every(({ check }) => check !== undefined) ? CHECKS_PARTITION : undefined;
}
