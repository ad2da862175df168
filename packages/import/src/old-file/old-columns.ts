import type { Database } from "better-sqlite3";

/** The tables of the old scripts with their columns. */
export const OLD_TABLES = {
  review_runs: [
    "id",
    "note_path",
    "model_id",
    "runner",
    "reviewed_note_sha",
    "reviewed_note_commit",
    "started_at",
    "completed_at",
    "status",
    "failure_reason",
    "telemetry_json",
    "raw_bundle_markdown",
    "debug_log",
  ],
  review_run_gates: ["review_run_id", "gate_id", "gate_sha", "ordinal"],
  gate_reviews: [
    "id",
    "review_run_id",
    "note_path",
    "gate_id",
    "model_id",
    "decision",
    "rationale_markdown",
    "evidence_json",
    "gate_sha",
    "reviewed_note_sha",
    "reviewed_note_commit",
    "reviewed_at",
    "review_kind",
  ],
  acceptance_events: [
    "id",
    "note_path",
    "gate_id",
    "model_id",
    "accepted_review_id",
    "accepted_note_sha",
    "accepted_note_commit",
    "accepted_gate_sha",
    "accepted_at",
    "acceptance_kind",
  ],
} as const;

export type OldTable = keyof typeof OLD_TABLES;
export const OLD_TABLE_NAMES = Object.keys(OLD_TABLES) as OldTable[];

/** What an old file has of the known tables. */
export interface OldColumns {
  /** The columns of each table, in lower case; empty where there is no such table. */
  found: Record<OldTable, ReadonlySet<string>>;
  /** How a row of each table is found again. */
  handle: Record<OldTable, "rowid" | "id">;
  missing: string[];
  unknown: string[];
}

/** Compares the tables and columns of a file with the known ones. */
export function inspectColumns(sqlite: Database): OldColumns {
  const tables = sqlite
    .prepare<[], { name: string; wr: 0 | 1 }>(
      "SELECT lower(name) AS name, wr FROM pragma_table_list WHERE type = 'table' AND schema = 'main'",
    )
    .all();
  const names = sqlite.prepare<[string], string>("SELECT lower(name) FROM pragma_table_xinfo(?)").pluck();
  const ofTable = <T>(make: (table: OldTable) => T) =>
    Object.fromEntries(OLD_TABLE_NAMES.map((table) => [table, make(table)])) as Record<OldTable, T>;
  const found = ofTable(
    (table) => new Set(tables.some(({ name }) => name === table) ? names.all(table) : []),
  );
  const known = (table: OldTable): readonly string[] => OLD_TABLES[table];
  return {
    found,
    handle: ofTable((table) => (tables.some(({ name, wr }) => name === table && wr === 1) ? "id" : "rowid")),
    missing: OLD_TABLE_NAMES.flatMap((table) =>
      found[table].size === 0
        ? [table]
        : known(table).flatMap((column) => (found[table].has(column) ? [] : [`${table}.${column}`])),
    ),
    unknown: [
      ...tables
        .map(({ name }) => name)
        .filter((name) => !name.startsWith("sqlite_") && !(name in OLD_TABLES)),
      ...OLD_TABLE_NAMES.flatMap((table) =>
        [...found[table]].flatMap((column) => (known(table).includes(column) ? [] : [`${table}.${column}`])),
      ),
    ],
  };
}

/** A column in which some values are not of the type they should be: numbers or blobs for texts, texts for ids. */
export interface OddColumn {
  /** `table.column`. */
  column: string;
  rows: number;
}

const NUMBERS = ["id", "review_run_id", "accepted_review_id", "ordinal"];

/** The columns that hold values of another type than they should. */
export function findOddColumns(sqlite: Database, { found }: OldColumns): OddColumn[] {
  return OLD_TABLE_NAMES.flatMap((table) => {
    const columns = OLD_TABLES[table].filter((column) => found[table].has(column));
    if (columns.length === 0) return [];
    const counts = columns.map((column) => {
      const type = NUMBERS.includes(column) ? "integer" : "text";
      return `count(*) FILTER (WHERE typeof(${column}) NOT IN ('${type}', 'null')) AS ${column}`;
    });
    const odd = sqlite.prepare<[], Record<string, number>>(`SELECT ${counts.join(", ")} FROM ${table}`).get();
    return Object.entries(odd ?? {}).flatMap(([column, rows]) =>
      rows > 0 ? [{ column: `${table}.${column}`, rows }] : [],
    );
  });
}
