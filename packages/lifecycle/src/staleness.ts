import { type Ledger, type ModelId, visitCurrentAcceptances } from "@review/db";

/** Why a pair is stale, in the order in which the reasons are tried. */
export const STALE_REASONS = ["missing-review", "gate-changed", "note-changed"] as const;
export type StaleReason = (typeof STALE_REASONS)[number];

/** Why a pair is stale, given its newest acceptance; undefined if it is fresh. */
export function staleReason(
  current: { noteSha: string; gateSha: string },
  accepted: { acceptedNoteSha: string; acceptedGateSha: string } | undefined,
): StaleReason | undefined {
  if (!accepted) return "missing-review";
  if (accepted.acceptedGateSha !== current.gateSha) return "gate-changed";
  if (accepted.acceptedNoteSha !== current.noteSha) return "note-changed";
  return undefined;
}

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
