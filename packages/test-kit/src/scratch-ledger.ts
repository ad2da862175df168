import { join } from "node:path";
import { type Ledger, openLedger } from "@review/db";
import Database from "better-sqlite3";
import { onTestFinished } from "vitest";
import { type Row, TABLES, type TableName } from "./ledger-rows.ts";
import { scratchFolder } from "./scratch-folder.ts";

/** The time of every event in a scratch ledger, unless a test brings its own clock. */
export const NOW = "2026-03-01T12:00:00.000Z";

export interface ScratchLedger {
  path: string;
  ledger: Ledger;
  /** A second connection, past all functions of ours. */
  raw: Database.Database;
}

/** A new ledger that goes away with the test that asked for it. */
export async function scratchLedger(clock: () => Date = () => new Date(NOW)): Promise<ScratchLedger> {
  const path = join(scratchFolder(), "ledger.sqlite");
  const ledger = await openLedger(path, { clock });
  const raw = new Database(path);
  onTestFinished(async () => {
    raw.close();
    await ledger.close();
  });
  return { path, ledger, raw };
}

export type { Row };

/** What identifies a row of each table. */
const keys: Record<TableName, (row: Row) => string> = {
  snapshots: (row) => `${row.text}`,
  review_runs: (row) => `${row.id}`,
  review_run_gates: (row) => `${row.review_run_id}/${row.gate_id}`,
  gates_without_quotes: (row) => `${row.review_run_id}/${row.gate_id}`,
  gate_reviews: (row) => `${row.id}`,
  findings: (row) => `${row.id}`,
  finding_quotes: (row) => `${row.finding_id}/${row.ordinal}`,
  acceptance_events: (row) => `${row.id}`,
  waivers: (row) => `${row.id}`,
  opinions: (row) => `${row.id}`,
  gate_quarantines: (row) => `${row.id}`,
  samples: (row) => `${row.id}`,
  sample_reviews: (row) => `${row.sample_id}/${row.acceptance_event_id}`,
  sampled_acceptances: (row) => `${row.acceptance_event_id}`,
};

export type Dump = Record<TableName, Row[]>;

/** Every row of the ledger. */
export function dump(raw: Database.Database): Dump {
  const rowsOf = (table: TableName) => raw.prepare<[], Row>(`SELECT * FROM ${table}`).all();
  return Object.fromEntries(TABLES.map((table) => [table, rowsOf(table)])) as Dump;
}

/** What is different between two dumps, a line a row: `+ gate_reviews 3`, `~ review_runs 1 status`. */
function changes(before: Dump, after: Dump): string[] {
  return TABLES.flatMap((table) => {
    const old = new Map(before[table].map((row) => [keys[table](row), row]));
    const lines = after[table].flatMap((row) => {
      const key = keys[table](row);
      const was = old.get(key);
      old.delete(key);
      if (!was) return [`+ ${table} ${key}`];
      const columns = Object.keys(row).filter((column) => row[column] !== was[column]);
      return columns.length > 0 ? [`~ ${table} ${key} ${columns.join(" ")}`] : [];
    });
    return [...lines, ...Array.from(old.keys(), (key) => `- ${table} ${key}`)];
  });
}

/** What a move gave or threw, and what it changed. */
export async function observe<T>({ raw }: ScratchLedger, move: () => Promise<T>) {
  const before = dump(raw);
  const outcome = await move().then(
    (result) => ({ result, error: undefined }),
    (error: unknown) => ({ result: undefined, error }),
  );
  return { ...outcome, changed: changes(before, dump(raw)) };
}
