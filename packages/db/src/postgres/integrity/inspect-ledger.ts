import type { LedgerReport } from "../../answers.ts";
import { question } from "../driver/question.ts";
import type { Session } from "../driver/session.ts";
import { statement } from "../driver/statement.ts";
import { findChanges } from "./find-changes.ts";

const SIZE = `SELECT coalesce(sum(pg_catalog.pg_total_relation_size(oid)), 0)::bigint AS bytes FROM pg_catalog.pg_class
WHERE relnamespace = pg_catalog.to_regnamespace('review') AND relkind = 'r'`;
const COUNTS = `SELECT (SELECT count(*) FROM review.review_runs) AS runs, (SELECT count(*) FROM review.gate_reviews) AS "gateReviews",
  (SELECT count(*) FROM review.acceptance_events) AS "acceptanceEvents", (SELECT count(*) FROM review.snapshots) AS snapshots,
  (SELECT max(version) FROM review.ledger_migrations) AS "schemaVersion"`;

/** How large the ledger is, what is in it, and what of its schema is not as it was made. Its pages are the server's affair. */
export async function inspectLedger(session: Session): Promise<LedgerReport> {
  return question(session, async (ask) => {
    const [size, counted] = await ask(statement(SIZE), statement(COUNTS));
    const { schemaVersion, ...counts } = (counted?.[0] ?? {}) as unknown as LedgerReport["counts"] & {
      schemaVersion: number;
    };
    return {
      schemaVersion,
      bytes: Number(size?.[0]?.bytes),
      checkedBy: "catalogue",
      damage: await findChanges(ask),
      dangling: [],
      counts,
    };
  });
}
