import { connectionOf } from "../connection.ts";
import type { Ledger } from "../ledger.ts";
import { writeTransaction } from "../transaction.ts";
import type { ModelId, RunId, Snapshot } from "../vocabulary.ts";
import { insertSnapshots } from "./insert-snapshots.ts";

export interface NewRun {
  notePath: string;
  modelId: ModelId;
  runner: string;
  note: Snapshot;
  /** In the order in which they are asked for. */
  gates: readonly ({ gateId: string } & Snapshot)[];
  /** UTC, ISO 8601 with milliseconds. Default: now. */
  startedAt?: string;
}

/** (none) → running: the run, its requested gates and the snapshots, in one transaction. Returns the run id. */
export async function insertRun(ledger: Ledger, run: NewRun): Promise<RunId> {
  const connection = connectionOf(ledger);
  return writeTransaction(connection, (sqlite) => {
    insertSnapshots(sqlite, [run.note, ...run.gates]);
    const startedAt = run.startedAt ?? connection.now();
    const { lastInsertRowid } = sqlite
      .prepare(
        "INSERT INTO review_runs (note_path, model_id, runner, reviewed_note_sha, started_at) VALUES (?, ?, ?, ?, ?)",
      )
      .run(run.notePath, run.modelId, run.runner, run.note.sha, startedAt);
    const id = Number(lastInsertRowid);
    const insertGate = sqlite.prepare(
      "INSERT INTO review_run_gates (review_run_id, gate_id, gate_sha, ordinal) VALUES (?, ?, ?, ?)",
    );
    for (const [ordinal, { gateId, sha }] of run.gates.entries()) insertGate.run(id, gateId, sha, ordinal);
    return id;
  });
}
