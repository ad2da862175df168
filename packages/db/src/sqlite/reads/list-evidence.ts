import type { Database } from "better-sqlite3";
import { inArray, sql } from "drizzle-orm";
import type { Evidence } from "../../answers.ts";
import { evidenceOf } from "../../from-rows/to-evidence.ts";
import type { GateReviewId } from "../../vocabulary.ts";
import { ormOf } from "../orm.ts";
import { gateReviews } from "../schema/tables.ts";
import { decidingEvents } from "./deciding-events.ts";

/** The evidence behind some gate review ids; an id that is not in the ledger is not in the answer either. */
export function listEvidence(
  sqlite: Database,
  reviewIds: readonly GateReviewId[],
): Map<GateReviewId, Evidence> {
  const { id, reviewRunId: runId, decision, notePath, gateId } = gateReviews;
  // One parameter, however many there are.
  const asked = sql`(SELECT value FROM json_each(${JSON.stringify(reviewIds)}))`;
  const evidenceJson = sql<
    string | null
  >`iif(${gateReviews.reviewKind} = 'attested', ${gateReviews.evidenceJson}, NULL)`;
  const rows = ormOf(sqlite)
    .select({ id, runId, decision, notePath, gateId, evidenceJson })
    .from(gateReviews)
    .where(inArray(id, asked))
    .all();
  return evidenceOf(rows, decidingEvents(sqlite, reviewIds));
}
