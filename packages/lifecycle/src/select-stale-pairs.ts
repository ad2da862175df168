import {
  acceptancesOf,
  type GateVersions,
  type Ledger,
  type ModelId,
  type NoteAcceptances,
} from "@review/db";
import { checkEach, checkFields } from "@review/db/check-fields";
import { newestAcceptances } from "./newest-acceptances.ts";
import { type StaleReason, staleReason } from "./stale-reason.ts";

export interface GateVersion {
  gateId: string;
  gateSha: string;
}

/** A note as it is now, with the gates that apply to it. Notes may share one `gates` array. */
export interface NoteUnderGates {
  notePath: string;
  noteSha: string;
  gates: readonly GateVersion[];
}

export interface StalePair extends GateVersion {
  notePath: string;
  noteSha: string;
  reason: StaleReason;
  /** The versions that the standing event names, and its partition, unless there is none (`missing-review`). */
  acceptedNoteSha?: string;
  acceptedGateSha?: string;
  acceptedModelId?: ModelId;
}

/** What became of some pairs. */
export interface Freshness {
  /** In the given order. */
  stale: StalePair[];
  /** How many pairs are fresh under each partition; each pair counts once, under the first that it is fresh under. */
  fresh: ReadonlyMap<ModelId, number>;
}

/**
 * Which of the given pairs are stale: those whose versions are accepted under none of the partitions. Throws
 * InvalidInputError for what is no note with gates in their versions: it would never be found to be stale.
 */
export async function selectStalePairs(
  ledger: Ledger,
  options: { modelIds: readonly ModelId[]; notes: readonly NoteUnderGates[] },
): Promise<Freshness> {
  checkFields(options, "selectStalePairs", { modelIds: "texts", notes: "list" });
  const { modelIds, notes } = options;
  checkEach(notes, "notes", { notePath: "text", noteSha: "text", gates: "list" });
  const lists = new Set(notes.map(({ gates }) => gates));
  for (const gates of lists) checkEach(gates, "gates", { gateId: "text", gateSha: "text" });
  const [first, ...others] = modelIds;
  if (first === undefined) return { stale: notes.flatMap(neverReviewed), fresh: new Map() };
  const fresh = new Map<ModelId, number>();
  const stale: StalePair[] = [];
  const count = (modelId: ModelId, pairs: number) =>
    pairs > 0 && fresh.set(modelId, (fresh.get(modelId) ?? 0) + pairs);
  const findWaiting = waitingFinder(count);
  for await (const batch of acceptancesOf(ledger, first, notes)) {
    let waiting = findWaiting(first, batch);
    for (const modelId of others) {
      const still: NoteUnderGates[] = [];
      for await (const answers of acceptancesOf(ledger, modelId, waiting)) {
        still.push(...findWaiting(modelId, answers));
      }
      waiting = still;
    }
    const newest = await newestAcceptances(ledger, modelIds, waiting);
    for (const [index, newestOf] of newest.entries()) {
      const note = waiting[index];
      if (note) stale.push(...stalePairsOf(note, newestOf, count));
    }
  }
  return { stale, fresh };
}

function* stalePairsOf(
  { notePath, noteSha, gates }: NoteUnderGates,
  newestOf: Awaited<ReturnType<typeof newestAcceptances>>[number],
  count: (modelId: ModelId, pairs: number) => void,
): Generator<StalePair> {
  for (const gate of gates) {
    const { gateId, gateSha } = gate;
    const last = newestOf(gate);
    const reason = staleReason({ noteSha, gateSha }, last?.version);
    if (!last) yield { notePath, gateId, reason: "missing-review", noteSha, gateSha };
    else if (reason) {
      const { acceptedNoteSha, acceptedGateSha } = last.version;
      const accepted = { acceptedNoteSha, acceptedGateSha, acceptedModelId: last.modelId };
      yield { notePath, gateId, reason, noteSha, gateSha, ...accepted };
    }
    // It was accepted between two looks.
    else count(last.modelId, 1);
  }
}

const neverReviewed = ({ notePath, noteSha, gates }: NoteUnderGates): StalePair[] =>
  gates.map((gate) => ({ notePath, noteSha, ...gate, reason: "missing-review" }));

/** Counts what is accepted under a partition; leaves each note with those of its gates that are not. */
function waitingFinder(count: (modelId: ModelId, pairs: number) => void) {
  const coversAll = rememberCover();
  return (modelId: ModelId, answers: readonly NoteAcceptances<NoteUnderGates>[]): NoteUnderGates[] => {
    const waiting: NoteUnderGates[] = [];
    for (const { note, accepted } of answers) {
      // Most notes are as they were accepted, under every gate: that is seen without looking at each pair.
      if (coversAll(accepted, note.gates)) {
        count(modelId, note.gates.length);
        continue;
      }
      const { notePath, noteSha } = note;
      const gates = note.gates.filter(({ gateId, gateSha }) => !accepted.get(gateId)?.includes(gateSha));
      count(modelId, note.gates.length - gates.length);
      waiting.push({ notePath, noteSha, gates });
    }
    return waiting;
  };
}

/**
 * Whether the accepted versions of gates are those of all gates, whatever others there are. Remembers for each array of
 * gates the last map that was, so that it is looked into only where it is another one.
 */
function rememberCover(): (accepted: GateVersions, gates: readonly GateVersion[]) => boolean {
  const covering = new Map<readonly GateVersion[], GateVersions>();
  return (accepted, gates) => {
    if (covering.get(gates) === accepted) return true;
    const isCovered = gates.every(({ gateId, gateSha }) => accepted.get(gateId)?.includes(gateSha));
    if (isCovered) covering.set(gates, accepted);
    return isCovered;
  };
}
