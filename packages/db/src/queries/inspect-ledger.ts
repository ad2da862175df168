import { connectionOf } from "../connection.ts";
import type { Ledger } from "../ledger.ts";
import { withLedgerErrors } from "../sqlite-errors.ts";

/** The state of a ledger's file. */
export interface LedgerReport {
  schemaVersion: number;
  /** Size of the database without what still waits in its write-ahead log. */
  bytes: number;
  /** What SQLite's integrity check found, in its own words; empty if nothing. */
  damage: string[];
  /** Rows that point to a row that is not there, one sentence each; empty if none. */
  dangling: string[];
  counts: { runs: number; gateReviews: number; acceptanceEvents: number; snapshots: number };
}

/** Enough to see what is wrong; SQLite lists at most 100 by itself. */
const LISTED = 20;

/** Checks the whole file. Throws LedgerUnavailableError where it is too damaged to be checked. */
export async function inspectLedger(ledger: Ledger): Promise<LedgerReport> {
  const { sqlite, url } = connectionOf(ledger);
  return withLedgerErrors(url, () => {
    const pragma = (name: string) => Number(sqlite.pragma(name, { simple: true }));
    const count = (table: string) => Number(sqlite.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
    const checked = sqlite.pragma(`integrity_check(${LISTED})`) as { integrity_check: string }[];
    const dangling = sqlite
      .prepare<[], string>(
        `SELECT DISTINCT format('%s row %s points to a row that is missing in %s', "table", rowid, parent)
         FROM pragma_foreign_key_check LIMIT ${LISTED}`,
      )
      .pluck()
      .all();
    return {
      schemaVersion: pragma("user_version"),
      bytes: pragma("page_count") * pragma("page_size"),
      damage: checked.map((row) => row.integrity_check).filter((line) => line !== "ok"),
      dangling,
      counts: {
        runs: count("review_runs"),
        gateReviews: count("gate_reviews"),
        acceptanceEvents: count("acceptance_events"),
        snapshots: count("snapshots"),
      },
    };
  });
}
