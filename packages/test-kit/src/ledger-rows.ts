import { existsSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";

/** The tables of a ledger that hold what was recorded. */
export const TABLES = [
  "snapshots",
  "review_runs",
  "review_run_gates",
  "gates_without_quotes",
  "gate_reviews",
  "findings",
  "finding_quotes",
  "acceptance_events",
  "waivers",
  "opinions",
  "gate_quarantines",
  "samples",
  "sample_reviews",
  "sampled_acceptances",
] as const;
export type TableName = (typeof TABLES)[number];

export type Row = Record<string, string | number | null>;

/** Where the ledger of a tree is by default. */
export function ledgerPath(root: string): string {
  return join(root, ".review", "ledger.sqlite");
}

/** What a query finds in the ledger of a tree, past all functions of ours. */
export function queryLedger(root: string, sql: string, ...values: (string | number)[]): Row[] {
  const database = new Database(ledgerPath(root), { fileMustExist: true });
  try {
    return database.prepare<(string | number)[], Row>(sql).all(...values);
  } finally {
    database.close();
  }
}

/** Every row of the ledger of a tree, by table; none of any if there is no ledger. */
export function allRows(root: string): Record<string, Row[]> {
  const exists = existsSync(ledgerPath(root));
  return Object.fromEntries(
    TABLES.map((table) => [table, exists ? queryLedger(root, `SELECT * FROM ${table}`) : []]),
  );
}
