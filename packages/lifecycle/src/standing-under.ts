import { type Acceptance, type Ledger, type ModelId, type PairVersion, standingAcceptance } from "@review/db";
import { checkFields } from "@review/db/check-fields";
import { nearestFirst } from "./stale-reason.ts";

/**
 * What a pair's freshness under the partitions of a name rests on (see `nearestFirst`), and behind it what stands under the other
 * partitions for just the same versions: what one model found is not cleared by another. Empty if the pair was never
 * accepted under any of them. Throws InvalidInputError for what is no pair in its versions.
 */
export async function standingUnder(
  ledger: Ledger,
  modelIds: readonly ModelId[],
  pair: Omit<PairVersion, "modelId">,
): Promise<Acceptance[]> {
  checkFields({ modelIds }, "standingUnder", { modelIds: "texts" });
  checkFields(pair, "pair", { notePath: "text", gateId: "text", noteSha: "text", gateSha: "text" });
  const found: Acceptance[] = [];
  for (const modelId of modelIds) {
    const acceptance = await standingAcceptance(ledger, { ...pair, modelId });
    if (acceptance) found.push(acceptance);
  }
  const compare = nearestFirst(pair);
  const [first] = found.toSorted((a, b) => compare(a.event, b.event));
  if (!first) return [];
  const isBeside = ({ event }: Acceptance) =>
    event.modelId !== first.event.modelId &&
    event.acceptanceKind !== "withdrawn" &&
    event.acceptedNoteSha === first.event.acceptedNoteSha &&
    event.acceptedGateSha === first.event.acceptedGateSha;
  return [first, ...found.filter(isBeside)];
}
