import type { Database } from "better-sqlite3";

/** Every note path and every gate id that an acceptance event names, each once, sorted by code unit. */
export function listAcceptedNames(sqlite: Database): { notePaths: string[]; gateIds: string[] } {
  const distinct = (column: "note_path" | "gate_id") =>
    listNames(sqlite, `SELECT DISTINCT ${column} FROM acceptance_events`).sort();
  return { notePaths: distinct("note_path"), gateIds: distinct("gate_id") };
}

/** Every note path that a run or an acceptance event names, each once. */
export function listRecordedNotePaths(sqlite: Database): string[] {
  return listNames(sqlite, "SELECT note_path FROM review_runs UNION SELECT note_path FROM acceptance_events");
}

/** Every gate id that a run was asked for or an acceptance event names, each once. */
export function listRecordedGateIds(sqlite: Database): string[] {
  return listNames(
    sqlite,
    "SELECT gate_id FROM review_run_gates UNION SELECT gate_id FROM acceptance_events",
  );
}

function listNames(sqlite: Database, sql: string): string[] {
  return sqlite.prepare<[], string>(sql).pluck().all();
}
