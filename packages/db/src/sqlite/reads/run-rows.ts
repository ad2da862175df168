import type { Database } from "better-sqlite3";
import { toRequestedGate } from "../../from-rows/read-rows.ts";
import type { GateReviewRow, RequestedGateRow, RunRow } from "../../from-rows/row-types.ts";
import type { RequestedGate } from "../../rows.ts";
import type { RunId } from "../../vocabulary.ts";
import { prepared } from "../prepared.ts";

// Prepared by hand (`orm.ts` says when): every `write` and `finalize` of an agent asks these. The rows have the types that
// Drizzle gives the tables; a test compares their values, too.

/** The columns of a run without its raw bundle and debug log, which can be megabytes. */
export const RUN_COLUMNS = `id, note_path AS notePath, model_id AS modelId, runner, reviewed_note_sha AS reviewedNoteSha,
  started_at AS startedAt, completed_at AS completedAt, status, failure_reason AS failureReason,
  telemetry_json AS telemetryJson`;

const REQUESTED_GATES = `SELECT gate_id AS gateId, gate_sha AS gateSha, iif(EXISTS (
  SELECT 1 FROM gates_without_quotes AS other WHERE other.review_run_id = gate.review_run_id AND other.gate_id = gate.gate_id),
  'none', NULL) AS quotes
FROM review_run_gates AS gate WHERE review_run_id = ? ORDER BY ordinal`;

const GATE_REVIEWS = `SELECT id, review_run_id AS reviewRunId, note_path AS notePath, gate_id AS gateId,
  model_id AS modelId, decision, rationale_markdown AS rationaleMarkdown, evidence_json AS evidenceJson,
  gate_sha AS gateSha, reviewed_note_sha AS reviewedNoteSha, reviewed_at AS reviewedAt, review_kind AS reviewKind
FROM gate_reviews WHERE review_run_id = ? ORDER BY id`;

/** The row of a run; undefined if there is none. */
export function findRunRow(sqlite: Database, runId: RunId): RunRow | undefined {
  return prepared<[RunId], RunRow>(sqlite, `SELECT ${RUN_COLUMNS} FROM review_runs WHERE id = ?`).get(runId);
}

/** The requested gates of a run in their order. */
export function listRequestedGates(sqlite: Database, runId: RunId): RequestedGate[] {
  return prepared<[RunId], RequestedGateRow>(sqlite, REQUESTED_GATES).all(runId).map(toRequestedGate);
}

/** The rows of the gate reviews of a run, oldest first. */
export function listGateReviewRows(sqlite: Database, runId: RunId): GateReviewRow[] {
  return prepared<[RunId], GateReviewRow>(sqlite, GATE_REVIEWS).all(runId);
}
