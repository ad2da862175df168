import type { Database } from "better-sqlite3";
import type { AcceptanceEvent } from "../../rows.ts";
import type { GateReviewId } from "../../vocabulary.ts";
import { oncePerDatabase } from "../once-per-database.ts";
import type { acceptanceEvents } from "../schema/tables.ts";
import { toAcceptanceEvent } from "./read-rows.ts";

// By hand, because `warns` asks it for very many reviews at once, and before it needs anything of Drizzle (see orm.ts).
const DECIDING = `SELECT id, note_path AS notePath, gate_id AS gateId, model_id AS modelId,
  accepted_review_id AS acceptedReviewId, accepted_note_sha AS acceptedNoteSha, accepted_gate_sha AS acceptedGateSha,
  accepted_at AS acceptedAt, acceptance_kind AS acceptanceKind, override_decision AS overrideDecision, remark
FROM acceptance_events
WHERE accepted_review_id IN (SELECT value FROM json_each(?))
  AND (override_decision IS NOT NULL OR acceptance_kind = 'withdrawn')
ORDER BY id DESC`;

const deciding = oncePerDatabase((sqlite) =>
  sqlite.prepare<[string], typeof acceptanceEvents.$inferSelect>(DECIDING),
);

/** What persons decided about some reviews, overrides and withdrawals, by review, the newest first. */
export function decidingEvents(
  sqlite: Database,
  reviewIds: readonly GateReviewId[],
): (reviewId: GateReviewId) => readonly AcceptanceEvent[] {
  const byReview = new Map<GateReviewId | null, AcceptanceEvent[]>();
  for (const row of deciding(sqlite).all(JSON.stringify(reviewIds))) {
    const known = byReview.get(row.acceptedReviewId);
    if (known) known.push(toAcceptanceEvent(row));
    else byReview.set(row.acceptedReviewId, [toAcceptanceEvent(row)]);
  }
  return (reviewId) => byReview.get(reviewId) ?? [];
}
