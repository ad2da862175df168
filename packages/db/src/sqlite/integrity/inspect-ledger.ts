import type { Database } from "better-sqlite3";
import type { InspectionOptions, LedgerReport } from "../../answers.ts";
import { listOversized } from "../driver/find-oversized.ts";

/** Enough to see what is wrong; SQLite lists at most 100 by itself. */
const LISTED = 20;
/** Up to this size the thorough check takes two seconds; it takes ten times as long as the quick one. */
const CHECKED_QUICKLY_FROM_BYTES = 256_000_000;

/**
 * Checks the whole file; a large one thoroughly only if that is asked for. Throws LedgerUnavailableError where it is too
 * damaged to be checked.
 */
export function inspectLedger(
  sqlite: Database,
  { thorough = false, quicklyFrom = CHECKED_QUICKLY_FROM_BYTES }: InspectionOptions,
): LedgerReport {
  const oversized = listOversized(sqlite);
  const pragma = (name: string) => Number(sqlite.pragma(name, { simple: true }));
  const count = (table: string) => Number(sqlite.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  const bytes = pragma("page_count") * pragma("page_size");
  // The thorough one reads every text, and there are some that nothing can read.
  const isReadable = oversized.length === 0;
  const checkedBy = isReadable && (thorough || bytes < quicklyFrom) ? "integrity_check" : "quick_check";
  const isQuick = checkedBy === "quick_check";
  // Their patterns for times and shas are most of the work; `verifyLedger` asks for the same.
  if (isQuick) sqlite.pragma("ignore_check_constraints = ON");
  const checked = sqlite.pragma(`${checkedBy}(${LISTED})`) as Record<string, string>[];
  if (isQuick) sqlite.pragma("ignore_check_constraints = OFF");
  const dangling = sqlite
    .prepare<[], string>(
      `SELECT DISTINCT format('%s row %s points to a row that is missing in %s', "table", rowid, parent)
         FROM pragma_foreign_key_check LIMIT ${LISTED}`,
    )
    .pluck()
    .all();
  return {
    schemaVersion: pragma("user_version"),
    bytes,
    checkedBy,
    damage: [...oversized, ...checked.flatMap((row) => Object.values(row)).filter((line) => line !== "ok")],
    dangling,
    counts: {
      runs: count("review_runs"),
      gateReviews: count("gate_reviews"),
      acceptanceEvents: count("acceptance_events"),
      snapshots: count("snapshots"),
    },
  };
}
