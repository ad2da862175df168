import { type Ledger, type ModelId, visitCurrentAcceptances } from "@review/db";
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
  const stale: StalePair[] = [];
  const remaining = notes[Symbol.iterator]();
  await visitCurrentAcceptances(
    ledger,
    { modelId, notePaths: notes.map((note) => note.notePath) },
    (_, acceptances) => {
      const { value: note } = remaining.next();
      if (!note) return;
      const byGate = new Map(acceptances.map((acceptance) => [acceptance.gateId, acceptance]));
      for (const { gateId, gateSha } of note.gates) {
        const { notePath, noteSha } = note;
        const accepted = byGate.get(gateId);
        const reason = staleReason({ noteSha, gateSha }, accepted);
        if (reason) stale.push({ notePath, gateId, reason, noteSha, gateSha, ...accepted });
      }
    },
  );
  return stale;
}
