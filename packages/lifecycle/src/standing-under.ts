import { type Acceptance, type Ledger, type ModelId, type PairVersion, standingAcceptance } from "@review/db";
import { staleReason } from "./stale-reason.ts";

/**
 * What a pair's freshness under the partitions of a name rests on: the newest acceptance of the versions it has now, else
 * the newest of the pair. Undefined if it was never accepted under any of them.
 */
export async function standingUnder(
  ledger: Ledger,
  modelIds: readonly ModelId[],
  pair: Omit<PairVersion, "modelId">,
): Promise<Acceptance | undefined> {
  const found: Acceptance[] = [];
  for (const modelId of modelIds) {
    const acceptance = await standingAcceptance(ledger, { ...pair, modelId });
    if (acceptance) found.push(acceptance);
  }
  const isFresh = ({ event }: Acceptance) => staleReason(pair, event) === undefined;
  const fresh = found.filter(isFresh);
  const [newest] = (fresh.length > 0 ? fresh : found).toSorted((a, b) => b.event.id - a.event.id);
  return newest;
}
