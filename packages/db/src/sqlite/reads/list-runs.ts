import type { Database } from "better-sqlite3";
import type { RunFilter } from "../../answers.ts";
import { toRun } from "../../from-rows/read-rows.ts";
import type { RunRow } from "../../from-rows/row-types.ts";
import type { Run } from "../../rows.ts";
import { prepared } from "../prepared.ts";
import { RUN_COLUMNS } from "./run-rows.ts";

// What each part of a filter asks of a run.
const CONDITIONS = {
  status: "status = @status",
  notePath: "note_path = @notePath",
  notePaths: "note_path IN (SELECT value FROM json_each(@notePaths))",
  runner: "runner = @runner",
  gateId: `EXISTS (SELECT 1 FROM review_run_gates WHERE review_run_id = review_runs.id
    AND (gate_id = @gateId OR substr(gate_id, 1, length(@gateId) + 1) = @gateId || '/'))`,
  startedBefore: "started_at < @startedBefore",
  startedSince: "started_at >= @startedSince",
  modelIds: "model_id IN (SELECT value FROM json_each(@modelIds))",
  before: "id < @before",
} as const;

/** Runs that fit every given part of the filter, newest first. */
export function listRuns(sqlite: Database, filter: RunFilter): Run[] {
  const { limit = -1, modelIds, notePaths, ...others } = filter;
  const parts = {
    ...others,
    ...(modelIds && { modelIds: JSON.stringify(modelIds) }),
    ...(notePaths && { notePaths: JSON.stringify(notePaths) }),
  };
  const given = Object.entries(CONDITIONS).filter(([part]) => parts[part as keyof typeof parts]);
  const where = ["true", ...given.map(([, condition]) => condition)].join(" AND ");
  return prepared<[typeof parts & { limit: number }], RunRow>(
    sqlite,
    `SELECT ${RUN_COLUMNS} FROM review_runs WHERE ${where} ORDER BY id DESC LIMIT @limit`,
  )
    .all({ ...parts, limit })
    .map(toRun);
}
