import { type Acceptance, type Ledger, type ModelId, type PairVersion, standingAcceptance } from "@review/db";
import { staleReason } from "./stale-reason.ts";

/**
 * What a pair's freshness under the partitions of a name rests on: the newest acceptance of the versions it has now, else
 * the newest of just the note's text, else the newest of the pair. Behind it stand those of the other partitions for just the same versions: what one model found
 * is not cleared by another. Empty if the pair was never accepted under any of them.
 */
export async function standingUnder(
  ledger: Ledger,
  modelIds: readonly ModelId[],
  pair: Omit<PairVersion, "modelId">,
): Promise<Acceptance[]> {
  const found: Acceptance[] = [];
  for (const modelId of modelIds) {
    const acceptance = await standingAcceptance(ledger, { ...pair, modelId });
    if (acceptance) found.push(acceptance);
  }
  const isFresh = ({ event }: Acceptance) => staleReason(pair, event) === undefined;
  const isOfText = ({ event }: Acceptance) => event.acceptedNoteSha === pair.noteSha;
  const best = [isFresh, isOfText, () => true].map((is) => found.filter(is)).find(({ length }) => length > 0);
  const [newest] = (best ?? []).toSorted((a, b) => b.event.id - a.event.id);
  if (!newest) return [];
  const isBeside = ({ event }: Acceptance) =>
    event.modelId !== newest.event.modelId &&
    event.acceptanceKind !== "withdrawn" &&
    event.acceptedNoteSha === newest.event.acceptedNoteSha &&
    event.acceptedGateSha === newest.event.acceptedGateSha;
  return [newest, ...found.filter(isBeside)];
}
