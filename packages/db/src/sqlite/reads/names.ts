import type { Database } from "better-sqlite3";
import { soundRow } from "../../from-rows/sound-row.ts";

/** The values of the first column of an index, each once, in their order: each is found from the one before, however many rows have it. */
const distinct = (table: string, column: string, index: string) => `WITH RECURSIVE each (name) AS (
    SELECT min(${column}) FROM ${table} INDEXED BY ${index}
    UNION ALL
    SELECT (SELECT min(${column}) FROM ${table} INDEXED BY ${index} WHERE ${column} > each.name) FROM each WHERE each.name IS NOT NULL)
  SELECT name FROM each WHERE name IS NOT NULL`;

const NOTES = distinct("acceptance_events", "note_path", "acceptance_events_by_note");
const NOTES_OF_RUNS = distinct("review_runs", "note_path", "review_runs_by_note");
const GATES = "SELECT DISTINCT gate_id AS name FROM acceptance_events";

/** Every note path and every gate id that an acceptance event names, each once, sorted by code unit. */
export function listAcceptedNames(sqlite: Database): { notePaths: string[]; gateIds: string[] } {
  return { notePaths: listAcceptedNotePaths(sqlite), gateIds: namesOf(sqlite, GATES).sort() };
}

/** The note paths alone. */
export const listAcceptedNotePaths = (sqlite: Database): string[] => namesOf(sqlite, NOTES).sort();

/** Every note path that a run or an acceptance event names, each once. */
export function listRecordedNotePaths(sqlite: Database): string[] {
  return namesOf(sqlite, `SELECT name FROM (${NOTES_OF_RUNS}) UNION SELECT name FROM (${NOTES})`);
}

/** Every gate id that a run was asked for or an acceptance event names, each once. */
export function listRecordedGateIds(sqlite: Database): string[] {
  return namesOf(sqlite, `SELECT gate_id AS name FROM review_run_gates UNION ${GATES}`);
}

function namesOf(sqlite: Database, text: string): string[] {
  return sqlite
    .prepare<[], { name: string }>(text)
    .all()
    .map((row) => soundRow(row).name);
}
