import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import Database from "better-sqlite3";

// Files as the old scripts left them. Nothing was enforced there, so nothing is enforced here.

/** What may stand in a column. */
export type OldValue = string | number | bigint | Uint8Array | null;
export type OldRow = Record<string, OldValue>;

export const OLD_COLUMNS = {
  review_runs:
    "id note_path model_id runner reviewed_note_sha reviewed_note_commit started_at completed_at status failure_reason telemetry_json raw_bundle_markdown debug_log",
  review_run_gates: "review_run_id gate_id gate_sha ordinal",
  gate_reviews:
    "id review_run_id note_path gate_id model_id decision rationale_markdown evidence_json gate_sha reviewed_note_sha reviewed_note_commit reviewed_at review_kind",
  acceptance_events:
    "id note_path gate_id model_id accepted_review_id accepted_note_sha accepted_note_commit accepted_gate_sha accepted_at acceptance_kind",
} as const;

export type OldTableName = keyof typeof OLD_COLUMNS;
export type OldTables = Record<OldTableName, OldRow[]>;

export interface OldFileShape {
  /** Tables, or columns as `table.column`, that this file does not have. */
  without?: readonly string[];
  /** Columns that nobody knows, as `table.column`. */
  with?: readonly string[];
  /** Whether ids are primary keys. Default true. */
  keys?: boolean;
  journal?: "delete" | "wal";
}

/** Writes an old file, in the place of one that is there. */
export function writeOldFile(path: string, tables: Partial<OldTables>, shape: OldFileShape = {}): string {
  for (const suffix of ["", "-wal", "-shm", "-journal"]) rmSync(path + suffix, { force: true });
  const sqlite = new Database(path);
  if (shape.journal) sqlite.pragma(`journal_mode = ${shape.journal}`);
  for (const table of Object.keys(OLD_COLUMNS) as OldTableName[]) {
    if (shape.without?.includes(table)) continue;
    const columns = columnsOf(table, shape);
    const type = (column: string) => {
      if (column === "id") return shape.keys === false ? "id" : "id INTEGER PRIMARY KEY";
      return /^(?:review_run_id|accepted_review_id|ordinal)$/.test(column)
        ? `${column} INTEGER`
        : `${column} TEXT`;
    };
    sqlite.exec(`CREATE TABLE ${table} (${columns.map(type).join(", ")})`);
  }
  sqlite.close();
  addOldRows(path, tables, shape);
  return path;
}

/** Adds rows, as the old scripts went on doing. */
export function addOldRows(path: string, tables: Partial<OldTables>, shape: OldFileShape = {}): void {
  const sqlite = new Database(path);
  sqlite.transaction(() => {
    for (const [table, rows = []] of Object.entries(tables)) {
      const columns = columnsOf(table as OldTableName, shape);
      if (rows.length === 0 || shape.without?.includes(table)) continue;
      const insert = sqlite.prepare(
        `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`,
      );
      for (const row of rows) insert.run(columns.map((column) => row[column] ?? null));
    }
  })();
  sqlite.close();
}

function columnsOf(table: OldTableName, shape: OldFileShape): string[] {
  const known = OLD_COLUMNS[table].split(" ");
  const more = (shape.with ?? []).flatMap((name) =>
    name.startsWith(`${table}.`) ? [name.slice(table.length + 1)] : [],
  );
  return [...known, ...more].filter((column) => !shape.without?.includes(`${table}.${column}`));
}

/** The git blob id of a text. */
export function blobId(text: string): string {
  return createHash("sha1")
    .update(`blob ${Buffer.byteLength(text)}\0${text}`)
    .digest("hex");
}

/** A time of the old ledger, so many minutes after its beginning, as it stood on a clock in Berlin. */
export function oldTime(minutes: number): string {
  const local = new Date(Date.UTC(2025, 10, 3, 9, 0) + minutes * 60_000).toISOString();
  return local.replace(".000Z", "+01:00");
}

export const NOTE = "kb/notes/a.md";
export const NOTE_TEXT = "# A\n\nThe note.\n";
export const gateText = (gateId: string) => `# ${gateId}\n\nThe gate.\n`;

export interface OldChain {
  id: number;
  notePath?: string;
  noteText?: string;
  modelId?: string;
  gates?: readonly string[];
  /** Minutes after the beginning. */
  at?: number;
}

/** A run that went as it should: completed, every gate reviewed and accepted. Ids of reviews and events follow the run's. */
export function oldChain({
  id,
  notePath = NOTE,
  noteText = NOTE_TEXT,
  modelId = "opus",
  gates = ["prose/a", "prose/b"],
  at = id,
}: OldChain): OldTables {
  const note = { reviewed_note_sha: blobId(noteText), reviewed_note_commit: "c".repeat(40) };
  const reviewId = (ordinal: number) => id * 10 + ordinal;
  return {
    review_runs: [
      {
        id,
        note_path: notePath,
        model_id: modelId,
        runner: "claude-code",
        ...note,
        started_at: oldTime(at),
        completed_at: oldTime(at + 1),
        status: "completed",
        raw_bundle_markdown: `the bundle of run ${id}`,
        debug_log: `the log of run ${id}`,
      },
    ],
    review_run_gates: gates.map((gateId, ordinal) => ({
      review_run_id: id,
      gate_id: gateId,
      gate_sha: blobId(gateText(gateId)),
      ordinal,
    })),
    gate_reviews: gates.map((gateId, ordinal) => ({
      id: reviewId(ordinal),
      review_run_id: id,
      note_path: notePath,
      gate_id: gateId,
      model_id: modelId,
      decision: "pass",
      rationale_markdown: `The text of review ${reviewId(ordinal)}.`,
      evidence_json: `{"review": ${reviewId(ordinal)}}`,
      gate_sha: blobId(gateText(gateId)),
      ...note,
      reviewed_at: oldTime(at + 1),
      review_kind: "full-review",
    })),
    acceptance_events: gates.map((gateId, ordinal) => ({
      id: reviewId(ordinal),
      note_path: notePath,
      gate_id: gateId,
      model_id: modelId,
      accepted_review_id: reviewId(ordinal),
      accepted_note_sha: note.reviewed_note_sha,
      accepted_note_commit: note.reviewed_note_commit,
      accepted_gate_sha: blobId(gateText(gateId)),
      accepted_at: oldTime(at + 1),
      acceptance_kind: "full-review",
    })),
  };
}

/** Several old ledgers' rows in one. */
export function together(...parts: readonly Partial<OldTables>[]): OldTables {
  const all: OldTables = { review_runs: [], review_run_gates: [], gate_reviews: [], acceptance_events: [] };
  for (const part of parts) {
    for (const [table, rows] of Object.entries(part)) all[table as OldTableName].push(...rows);
  }
  return all;
}

/** The rows with some columns of one table changed, in the rows that fit. */
export function change(
  tables: OldTables,
  table: OldTableName,
  changes: OldRow,
  fits: (row: OldRow) => boolean = () => true,
): OldTables {
  const changed = tables[table].map((row) => (fits(row) ? { ...row, ...changes } : row));
  return { ...tables, [table]: changed };
}
