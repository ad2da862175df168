import type { Database } from "better-sqlite3";
import type { NewRun } from "../../changes.ts";
import type { RunId } from "../../vocabulary.ts";
import { oncePerDatabase } from "../once-per-database.ts";
import { insertSnapshots } from "./insert-snapshots.ts";

const statements = oncePerDatabase((sqlite) => ({
  run: sqlite.prepare(
    `INSERT INTO review_runs (note_path, model_id, runner, reviewed_note_sha, started_at, telemetry_json)
     VALUES (?, ?, ?, ?, ?, ?)`,
  ),
  gate: sqlite.prepare(
    "INSERT INTO review_run_gates (review_run_id, gate_id, gate_sha, ordinal) VALUES (?, ?, ?, ?)",
  ),
  unquoted: sqlite.prepare("INSERT INTO gates_without_quotes (review_run_id, gate_id) VALUES (?, ?)"),
}));

/** Inserts a run, its requested gates and the snapshots. To be called in a write transaction. Returns the run id. */
export function insertRun(sqlite: Database, run: NewRun, now: string): RunId {
  insertSnapshots(sqlite, [run.note, ...run.gates]);
  const insert = statements(sqlite);
  const { lastInsertRowid } = insert.run.run(
    ...[run.notePath, run.modelId, run.runner, run.note.sha, run.startedAt ?? now],
    run.telemetry === undefined ? null : JSON.stringify(run.telemetry),
  );
  const id = Number(lastInsertRowid);
  for (const [ordinal, { gateId, sha, quotes }] of run.gates.entries()) {
    insert.gate.run(id, gateId, sha, ordinal);
    if (quotes === "none") insert.unquoted.run(id, gateId);
  }
  return id;
}
