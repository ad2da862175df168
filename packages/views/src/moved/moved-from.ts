import type { Corpus } from "@review/corpus";
import type { AcceptanceEvent, Ledger, ModelId, PairKey } from "@review/db";
import type { StalePair } from "@review/lifecycle";
import { readGone } from "./gone-names.ts";

/**
 * Finds the name under which the exact content of a pair without any acceptance was accepted, if that name is gone: note or
 * gate was renamed. The ledger's names are looked through when the first such pair is asked about.
 */
export function movedFromFinder(
  corpus: Corpus,
  ledger: Ledger,
  modelIds: readonly ModelId[],
): (pair: StalePair) => Promise<PairKey | undefined> {
  let reading: ReturnType<typeof readGone> | undefined;
  return async ({ reason, notePath, gateId, noteSha, gateSha }) => {
    if (reason !== "missing-review") return undefined;
    reading ??= readGone(corpus, ledger);
    const { notes, gates } = await reading;
    const isOfModel = ({ modelId }: AcceptanceEvent) => modelIds.includes(modelId);
    const found =
      notes
        .get(noteSha)
        ?.findLast(
          (event) => isOfModel(event) && event.gateId === gateId && event.acceptedGateSha === gateSha,
        ) ??
      gates
        .get(gateSha)
        ?.findLast(
          (event) => isOfModel(event) && event.notePath === notePath && event.acceptedNoteSha === noteSha,
        );
    if (found?.acceptedReviewId === undefined || found.acceptanceKind === "withdrawn") return undefined;
    return { notePath: found.notePath, gateId: found.gateId };
  };
}
