import type { AttestationQuestion, AttestationState } from "../../attestation.ts";
import type { PairVersion } from "../../changes.ts";
import { type LastDecisionRow, toLastDecision } from "../../from-rows/to-last-decision.ts";
import { question } from "../driver/question.ts";
import type { Session } from "../driver/session.ts";
import { columnsOf, type Statement, statement } from "../driver/statement.ts";
import { askForWaiverStates, toWaiverStates } from "./waivers.ts";

const LAST = `SELECT asked.ordinal, last.* FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) WITH ORDINALITY
  AS asked (model_id, note_path, note_sha, gate_id, gate_sha, ordinal)
CROSS JOIN LATERAL (
  SELECT event.acceptance_kind AS kind, event.accepted_review_id AS "acceptedReviewId", event.accepted_at AS "acceptedAt",
    coalesce(event.override_decision, judged.decision) AS decision,
    CASE WHEN event.acceptance_kind = 'attested' THEN review.json_text(judged.evidence_json, 'attested', 'at') END AS "attestedAt"
  FROM review.acceptance_events AS event LEFT JOIN review.gate_reviews AS judged ON judged.id = event.accepted_review_id
  WHERE event.model_id = asked.model_id AND event.note_path = asked.note_path AND event.accepted_note_sha = asked.note_sha
    AND event.gate_id = asked.gate_id AND event.accepted_gate_sha = asked.gate_sha
  ORDER BY event.id DESC LIMIT 1) AS last`;

/** Asks of each pair what was last decided about just these versions of it under its partition. */
export const askForLastDecisions = (pairs: readonly PairVersion[]): Statement =>
  statement(
    LAST,
    ...columnsOf(
      pairs,
      ({ modelId }) => modelId,
      ({ notePath }) => notePath,
      ({ noteSha }) => noteSha,
      ({ gateId }) => gateId,
      ({ gateSha }) => gateSha,
    ),
  );

/** What that gave, in the order of the pairs. */
export function toLastDecisions(
  pairs: readonly PairVersion[],
  rows: readonly unknown[] = [],
): AttestationState["decided"] {
  const found = new Map(
    (rows as (LastDecisionRow & { ordinal: number })[]).map(({ ordinal, ...row }) => [ordinal, row]),
  );
  return pairs.map((_, index) => {
    const row = found.get(index + 1);
    return row && toLastDecision(row);
  });
}

export async function attestationState(
  session: Session,
  { pairs, keys }: AttestationQuestion,
): Promise<AttestationState> {
  return question(session, async (ask) => {
    const [last, newest, worst] = await ask(askForLastDecisions(pairs), ...askForWaiverStates(keys));
    return {
      decided: toLastDecisions(pairs, last),
      waivers: toWaiverStates(keys, newest, worst),
      askedAt: session.now(),
    };
  });
}
