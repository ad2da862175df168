import type { Database } from "better-sqlite3";
import type { AttestationQuestion, AttestationState } from "../../attestation.ts";
import type { PairVersion } from "../../changes.ts";
import { waiverStates } from "./waiver-states.ts";

// By hand: a command that opens a ledger may ask it of many thousand pairs (see orm.ts).
const DECIDED = `SELECT EXISTS (SELECT 1 FROM acceptance_events INDEXED BY acceptance_events_by_version
  WHERE model_id = ? AND note_path = ? AND accepted_note_sha = ? AND gate_id = ? AND accepted_gate_sha = ?)`;

/** Of each pair whether some event names just these versions of it under its partition. */
export function areDecided(sqlite: Database, pairs: readonly PairVersion[]): boolean[] {
  const ask = sqlite.prepare<string[], number>(DECIDED).pluck();
  return pairs.map(
    ({ modelId, notePath, noteSha, gateId, gateSha }) =>
      ask.get(modelId, notePath, noteSha, gateId, gateSha) === 1,
  );
}

/** See `attestationState` of the package. */
export function attestationState(
  sqlite: Database,
  { pairs, keys }: AttestationQuestion,
): Omit<AttestationState, "askedAt"> {
  return { decided: areDecided(sqlite, pairs), waivers: waiverStates(sqlite, keys) };
}
