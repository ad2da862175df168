import type { Database } from "better-sqlite3";
import type { Telemetry } from "../../execution-data.ts";
import { readJsonColumn } from "../../json-columns.ts";
import type { OpinionCall } from "../../opinion.ts";
import { soundRow } from "../../from-rows/sound-row.ts";

const CALLS = `SELECT opinion.model_id AS modelId, opinion.runner, opinion.said_at AS saidAt,
  opinion.telemetry_json AS telemetryJson, review.gate_id AS gateId
FROM opinions AS opinion JOIN findings AS finding ON finding.id = opinion.finding_id
JOIN gate_reviews AS review ON review.id = finding.gate_review_id
WHERE opinion.telemetry_json IS NOT NULL ORDER BY opinion.id`;

/** What second reviewers took, an entry for each of their opinions, oldest first. */
export function listOpinionCalls(sqlite: Database): OpinionCall[] {
  const rows = sqlite.prepare<[], Omit<OpinionCall, "telemetry"> & { telemetryJson: string }>(CALLS).all();
  return rows.map(soundRow).map(({ telemetryJson, ...call }) => ({
    ...call,
    telemetry: readJsonColumn(telemetryJson) as Telemetry,
  }));
}
