import type { Database } from "better-sqlite3";
import type { AttestationQuestion, AttestationState } from "../../attestation.ts";
import type { PairVersion } from "../../changes.ts";
import { type LastDecisionRow, toLastDecision } from "../../from-rows/to-last-decision.ts";
import { waiverStates } from "./waiver-states.ts";

// By hand: a command that opens a ledger may ask it of many thousand pairs (see orm.ts).
const LAST = `SELECT event.acceptance_kind AS kind, event.accepted_review_id AS acceptedReviewId,
  event.accepted_at AS acceptedAt, coalesce(event.override_decision, review.decision) AS decision,
  CASE WHEN event.acceptance_kind = 'attested' AND json_valid(review.evidence_json)
    THEN review.evidence_json ->> '$.attested.at' END AS attestedAt
FROM acceptance_events AS event INDEXED BY acceptance_events_by_version
LEFT JOIN gate_reviews AS review ON review.id = event.accepted_review_id
WHERE event.model_id = ? AND event.note_path = ? AND event.accepted_note_sha = ? AND event.gate_id = ? AND event.accepted_gate_sha = ?
ORDER BY event.id DESC LIMIT 1`;

/** Of each pair what was last decided about just these versions of it under its partition. */
export function lastDecisions(sqlite: Database, pairs: readonly PairVersion[]): AttestationState["decided"] {
  const ask = sqlite.prepare<string[], LastDecisionRow>(LAST);
  return pairs.map(({ modelId, notePath, noteSha, gateId, gateSha }) => {
    const row = ask.get(modelId, notePath, noteSha, gateId, gateSha);
    return row && toLastDecision(row);
  });
}

/** See `attestationState` of the package. */
export function attestationState(
  sqlite: Database,
  { pairs, keys }: AttestationQuestion,
): Omit<AttestationState, "askedAt"> {
  return { decided: lastDecisions(sqlite, pairs), waivers: waiverStates(sqlite, keys) };
}
