import type { Corpus } from "@review/corpus";
import type { AcceptanceEvent, Ledger, ModelId, PairKey } from "@review/db";
import type { StalePair } from "@review/lifecycle";
import { readGone } from "./gone-names.ts";

/**
 * Finds the name under which the exact content of a pair without any acceptance was accepted, if that name is gone and the
 * only one: note or gate was renamed. The ledger's names are looked through when the first such pair is asked about.
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
    const isUnique = (events: readonly AcceptanceEvent[] | undefined, name: "notePath" | "gateId") =>
      new Set(events?.map((event) => event[name])).size === 1;
    const ofNote = isUnique(notes.get(noteSha), "notePath") ? notes.get(noteSha) : undefined;
    const ofGate = isUnique(gates.get(gateSha), "gateId") ? gates.get(gateSha) : undefined;
    const found =
      ofNote?.findLast(
        (event) => isOfModel(event) && event.gateId === gateId && event.acceptedGateSha === gateSha,
      ) ??
      ofGate?.findLast(
        (event) => isOfModel(event) && event.notePath === notePath && event.acceptedNoteSha === noteSha,
      );
    if (found?.acceptedReviewId === undefined || found.acceptanceKind === "withdrawn") return undefined;
    return { notePath: found.notePath, gateId: found.gateId };
  };
}
