import type { Database } from "better-sqlite3";
import type { NewRun } from "../../changes.ts";
import type { RunId } from "../../vocabulary.ts";
import { insertSnapshots } from "./insert-snapshots.ts";

/** Inserts a run, its requested gates and the snapshots. To be called in a write transaction. Returns the run id. */
export function insertRun(sqlite: Database, run: NewRun, now: string): RunId {
  insertSnapshots(sqlite, [run.note, ...run.gates]);
  const { lastInsertRowid } = sqlite
    .prepare(
      `INSERT INTO review_runs (note_path, model_id, runner, reviewed_note_sha, started_at, telemetry_json)
       VALUES (?, ?, ?, ?, ?, ?)`,
    )
    .run(
      ...[run.notePath, run.modelId, run.runner, run.note.sha, run.startedAt ?? now],
      run.telemetry === undefined ? null : JSON.stringify(run.telemetry),
    );
  const id = Number(lastInsertRowid);
  const insertGate = sqlite.prepare(
    "INSERT INTO review_run_gates (review_run_id, gate_id, gate_sha, ordinal) VALUES (?, ?, ?, ?)",
  );
  const insertUnquoted = sqlite.prepare(
    "INSERT INTO gates_without_quotes (review_run_id, gate_id) VALUES (?, ?)",
  );
  for (const [ordinal, { gateId, sha, quotes }] of run.gates.entries()) {
    insertGate.run(id, gateId, sha, ordinal);
    if (quotes === "none") insertUnquoted.run(id, gateId);
  }
  return id;
}
