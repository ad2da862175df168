import type { Database } from "better-sqlite3";
import { type OpinionCallRow, toOpinionCall } from "../../from-rows/to-opinion.ts";
import type { OpinionCall } from "../../opinion.ts";

const CALLS = `SELECT opinion.kind, opinion.model_id AS modelId, opinion.runner, opinion.said_at AS saidAt,
  opinion.telemetry_json AS telemetryJson, review.gate_id AS gateId, run.model_id AS ofModelId
FROM opinions AS opinion JOIN findings AS finding ON finding.id = opinion.finding_id
JOIN gate_reviews AS review ON review.id = finding.gate_review_id
JOIN review_runs AS run ON run.id = review.review_run_id
WHERE opinion.telemetry_json IS NOT NULL ORDER BY opinion.id`;

/** What second reviewers took, an entry for each of their opinions, oldest first. */
export function listOpinionCalls(sqlite: Database): OpinionCall[] {
  return sqlite.prepare<[], OpinionCallRow>(CALLS).all().map(toOpinionCall);
}
