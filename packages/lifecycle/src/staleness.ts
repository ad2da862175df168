import {
  type CurrentAcceptance,
  type Ledger,
  listVersions,
  type ModelId,
  readCurrentAcceptances,
} from "@review/db";
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

/** The stale pairs among the given ones under a partition, in the given order. */
export async function selectStalePairs(
  ledger: Ledger,
  { modelId, notes }: { modelId: ModelId; notes: readonly NoteUnderGates[] },
): Promise<StalePair[]> {
  const versionsOf = shareVersions();
  return readCurrentAcceptances(ledger, modelId, (current) => {
    const stale: StalePair[] = [];
    for (const note of notes) {
      // Most notes are as they were accepted, under every gate: that is seen without looking at each pair.
      const isFresh = current.versionsOfNote(note.notePath, note.noteSha) === versionsOf(note.gates);
      if (!isFresh) stale.push(...stalePairsOf(note, current.ofNote(note.notePath)));
    }
    return stale;
  });
}

function stalePairsOf(
  { notePath, noteSha, gates }: NoteUnderGates,
  acceptances: readonly CurrentAcceptance[],
): StalePair[] {
  const byGate = new Map(acceptances.map((acceptance) => [acceptance.gateId, acceptance]));
  const stale: StalePair[] = [];
  for (const { gateId, gateSha } of gates) {
    const accepted = byGate.get(gateId);
    const reason = staleReason({ noteSha, gateSha }, accepted);
    if (reason) stale.push({ notePath, gateId, reason, noteSha, gateSha, ...accepted });
  }
  return stale;
}

/** `listVersions`, once for all notes that share an array of gates. */
function shareVersions(): (gates: readonly GateVersion[]) => string {
  const known = new Map<readonly GateVersion[], string>();
  return (gates) => {
    const versions = known.get(gates) ?? listVersions(gates);
    known.set(gates, versions);
    return versions;
  };
}
