import type { Database } from "better-sqlite3";
import type { RunState } from "../../changes.ts";
import { toRun } from "../../from-rows/read-rows.ts";
import type { RunId } from "../../vocabulary.ts";
import { prepared } from "../prepared.ts";
import { findRunRow, listRequestedGates } from "../reads/run-rows.ts";

/** Reads the state of a run inside a transaction; undefined if there is no such run. */
export function loadRunState(sqlite: Database, runId: RunId): RunState | undefined {
  const row = findRunRow(sqlite, runId);
  if (!row) return undefined;
  return {
    run: toRun(row),
    gates: listRequestedGates(sqlite, runId),
    written: prepared<[RunId], RunState["written"][number]>(
      sqlite,
      `SELECT id, gate_id AS gateId, gate_sha AS gateSha, decision FROM gate_reviews
         WHERE review_run_id = ? ORDER BY id`,
    ).all(runId),
  };
}
