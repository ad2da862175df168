import {
  type CurrentAcceptance,
  type Ledger,
  type ModelId,
  readCurrentAcceptances,
  readVersions,
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
  return readCurrentAcceptances(ledger, modelId, (current) => {
    const stale: StalePair[] = [];
    for (const note of notes) {
      const { notePath, noteSha, gates } = note;
      const isAcceptedAs = (sha: string) => coversAll(current.versionsOfNote(notePath, sha), gates);
      // Most notes are as they were accepted, under every gate, and most others have changed and nothing else has: both
      // are seen without looking at each pair.
      if (isAcceptedAs(noteSha)) continue;
      const acceptedNoteSha = current.acceptedVersionOf(notePath);
      if (acceptedNoteSha !== undefined && acceptedNoteSha !== noteSha && isAcceptedAs(acceptedNoteSha)) {
        for (const gate of gates) stale.push(noteChanged(note, gate, acceptedNoteSha));
      } else {
        for (const pair of stalePairsOf(note, current.ofNote(notePath))) stale.push(pair);
      }
    }
    return stale;
  });
}

function noteChanged(
  { notePath, noteSha }: NoteUnderGates,
  { gateId, gateSha }: GateVersion,
  acceptedNoteSha: string,
): StalePair {
  const reason = "note-changed";
  return { notePath, gateId, reason, noteSha, gateSha, acceptedNoteSha, acceptedGateSha: gateSha };
}

function stalePairsOf(
  { notePath, noteSha, gates }: NoteUnderGates,
  acceptances: readonly CurrentAcceptance[],
): StalePair[] {
  const byGate = new Map<string, CurrentAcceptance>();
  for (const acceptance of acceptances) byGate.set(acceptance.gateId, acceptance);
  const stale: StalePair[] = [];
  for (const { gateId, gateSha } of gates) {
    const accepted = byGate.get(gateId);
    const reason = staleReason({ noteSha, gateSha }, accepted);
    if (!reason) continue;
    const pair = { notePath, gateId, reason, noteSha, gateSha };
    if (!accepted) stale.push(pair);
    else {
      const { acceptedNoteSha, acceptedGateSha } = accepted;
      stale.push({ ...pair, acceptedNoteSha, acceptedGateSha });
    }
  }
  return stale;
}

/**
 * Whether the versions in a text of `versionsOfNote` are those of all gates, whatever others there are. Remembers for
 * each array of gates the last text that was, so that it is read only where it is another one.
 */
function rememberCover(): (text: string, gates: readonly GateVersion[]) => boolean {
  const covering = new Map<readonly GateVersion[], string>();
  return (text, gates) => {
    if (covering.get(gates) === text) return true;
    const accepted = readVersions(text);
    const isCovered = gates.every(({ gateId, gateSha }) => accepted.get(gateId) === gateSha);
    if (isCovered) covering.set(gates, text);
    return isCovered;
  };
}
