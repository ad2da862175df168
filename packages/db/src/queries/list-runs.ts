import { connectionOf } from "../connection.ts";
import type { Ledger } from "../ledger.ts";
import { type RunRow, toRun } from "../read-rows.ts";
import type { Run } from "../rows.ts";
import { withLedgerErrors } from "../sqlite-errors.ts";
import type { RunId, RunStatus } from "../vocabulary.ts";
import { RUN_COLUMNS } from "./run-rows.ts";

export interface RunFilter {
  status?: RunStatus;
  notePath?: string;
  runner?: string;
  /** Only runs that were asked for this gate, or for a gate of this lens. */
  gateId?: string;
  /** Only runs started before this time (UTC, ISO 8601 with milliseconds). */
  startedBefore?: string;
  /** Only runs created before this one. */
  before?: RunId;
  limit?: number;
}

// What each part of a filter asks of a run.
const CONDITIONS = {
  status: "status = @status",
  notePath: "note_path = @notePath",
  runner: "runner = @runner",
  gateId: `EXISTS (SELECT 1 FROM review_run_gates WHERE review_run_id = review_runs.id
    AND (gate_id = @gateId OR substr(gate_id, 1, length(@gateId) + 1) = @gateId || '/'))`,
  startedBefore: "started_at < @startedBefore",
  before: "id < @before",
} as const;

/** Runs that fit every given part of the filter, newest first. */
export async function listRuns(ledger: Ledger, filter: RunFilter = {}): Promise<Run[]> {
  const { sqlite, url } = connectionOf(ledger);
  const { limit = -1, ...parts } = filter;
  const given = Object.entries(CONDITIONS).filter(([part]) => parts[part as keyof typeof parts]);
  const where = ["true", ...given.map(([, condition]) => condition)].join(" AND ");
  return withLedgerErrors(url, () =>
    sqlite
      .prepare<[typeof filter], RunRow>(
        `SELECT ${RUN_COLUMNS} FROM review_runs WHERE ${where} ORDER BY id DESC LIMIT @limit`,
      )
      .all({ ...parts, limit })
      .map(toRun),
  );
}
