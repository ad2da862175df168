import type { Corpus } from "@review/corpus";
import type { AcceptanceEvent, Ledger, ModelId, PairKey } from "@review/db";
import type { StalePair } from "@review/lifecycle";
import { type GoneContent, readGone } from "./gone-names.ts";

/**
 * Finds the name under which the exact content of a pair without any acceptance was accepted, if that name is gone and the
 * only one: note or gate was renamed. The ledger's names are looked through when the first such pair is asked about.
 */
export function movedFromFinder(
  corpus: Corpus,
  ledger: Ledger,
  modelIds: readonly ModelId[],
): (pair: StalePair) => Promise<PairKey | undefined> {
  const read = async () => {
    const { notes, gates } = await readGone(corpus, ledger);
    return { ofNotes: newestBy(notes, modelIds, noteKey), ofGates: newestBy(gates, modelIds, gateKey) };
  };
  let reading: ReturnType<typeof read> | undefined;
  return async (pair) => {
    if (pair.reason !== "missing-review") return undefined;
    reading ??= read();
    const { ofNotes, ofGates } = await reading;
    const found = ofNotes.get(noteKey(pair)) ?? ofGates.get(gateKey(pair));
    if (found?.acceptedReviewId === undefined || found.acceptanceKind === "withdrawn") return undefined;
    return { notePath: found.notePath, gateId: found.gateId };
  };
}

interface PairInVersion extends PairKey {
  noteSha: string;
  gateSha: string;
}

/** What a pair has still the same if its note was renamed. */
const noteKey = ({ noteSha, gateId, gateSha }: PairInVersion) => JSON.stringify([noteSha, gateId, gateSha]);
/** What a pair has still the same if its gate was renamed. */
const gateKey = ({ gateSha, notePath, noteSha }: PairInVersion) =>
  JSON.stringify([gateSha, notePath, noteSha]);

/** The newest event for each key, of contents that had one name. */
function newestBy(
  gone: ReadonlyMap<string, GoneContent>,
  modelIds: readonly ModelId[],
  keyOf: (pair: PairInVersion) => string,
): ReadonlyMap<string, AcceptanceEvent> {
  const events = [...gone.values()].flatMap((content) => (content.names.size === 1 ? content.events : []));
  return new Map(
    events
      .filter(({ modelId }) => modelIds.includes(modelId))
      .map((event) => {
        const { acceptedNoteSha: noteSha, acceptedGateSha: gateSha } = event;
        return [keyOf({ ...event, noteSha, gateSha }), event];
      }),
  );
}
