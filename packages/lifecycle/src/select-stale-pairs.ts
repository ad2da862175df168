import {
  acceptancesOf,
  type GateVersions,
  type Ledger,
  type ModelId,
  type NoteAcceptances,
} from "@review/db";
import { checkEach, checkFields } from "./check-fields.ts";
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
  /** The versions that were accepted, unless there is no acceptance (`missing-review`). */
  acceptedNoteSha?: string;
  acceptedGateSha?: string;
}

/**
 * The stale pairs among the given ones under a partition, in the given order. Throws InvalidInputError for what is no
 * note with gates in their versions: it would never be found to be stale.
 */
export async function selectStalePairs(
  ledger: Ledger,
  options: { modelId: ModelId; notes: readonly NoteUnderGates[] },
): Promise<StalePair[]> {
  checkFields(options, "selectStalePairs", { modelId: "text", notes: "list" });
  const { modelId, notes } = options;
  checkEach(notes, "notes", { notePath: "text", noteSha: "text", gates: "list" });
  const lists = new Set(notes.map(({ gates }) => gates));
  for (const gates of lists) checkEach(gates, "gates", { gateId: "text", gateSha: "text" });
  const coversAll = rememberCover();
  const stale: StalePair[] = [];
  for await (const batch of acceptancesOf(ledger, modelId, notes)) {
    for (const accepted of batch) {
      const { note, gates, others } = accepted;
      // Most notes are as they were accepted, under every gate, and most others have changed and nothing else has: both
      // are seen without looking at each pair.
      if (coversAll(gates, note.gates)) continue;
      const [before] = others;
      if (gates.size === 0 && others.length === 1 && before && coversAll(before.gates, note.gates)) {
        for (const gate of note.gates) stale.push(noteChanged(note, gate, before.noteSha));
      } else {
        for (const pair of stalePairsOf(accepted)) stale.push(pair);
      }
    }
  }
  return stale;
}

function noteChanged(
  { notePath, noteSha }: NoteUnderGates,
  { gateId, gateSha }: GateVersion,
  acceptedNoteSha: string,
): StalePair {
  const reason = "note-changed";
  return { notePath, gateId, reason, noteSha, gateSha, acceptedNoteSha, acceptedGateSha: gateSha };
}

function stalePairsOf({ note, gates, others }: NoteAcceptances<NoteUnderGates>): StalePair[] {
  const { notePath, noteSha } = note;
  const versions = [{ noteSha, gates }, ...others];
  const stale: StalePair[] = [];
  for (const { gateId, gateSha } of note.gates) {
    const accepted = newestOf(gateId, versions);
    const reason = staleReason({ noteSha, gateSha }, accepted);
    if (reason) stale.push({ notePath, gateId, reason, noteSha, gateSha, ...accepted });
  }
  return stale;
}

/** The newest acceptance of a gate: it is of one version of the note only. */
function newestOf(gateId: string, versions: NoteAcceptances["others"]) {
  for (const { noteSha: acceptedNoteSha, gates } of versions) {
    const acceptedGateSha = gates.get(gateId)?.[0];
    if (acceptedGateSha !== undefined) return { acceptedNoteSha, acceptedGateSha };
  }
  return undefined;
}

/**
 * Whether the accepted versions of gates are those of all gates, whatever others there are. Remembers for each array of
 * gates the last map that was, so that it is looked into only where it is another one.
 */
function rememberCover(): (accepted: GateVersions, gates: readonly GateVersion[]) => boolean {
  const covering = new Map<readonly GateVersion[], GateVersions>();
  return (accepted, gates) => {
    if (covering.get(gates) === accepted) return true;
    const isCovered = gates.every(({ gateId, gateSha }) => accepted.get(gateId)?.[0] === gateSha);
    if (isCovered) covering.set(gates, accepted);
    return isCovered;
  };
}
