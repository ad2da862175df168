import { type OpinionCallRow, opinionsOf, toOpinionCall } from "../../from-rows/to-opinion.ts";
import type { Opinion, OpinionCall } from "../../opinion.ts";
import type { FindingId } from "../../vocabulary.ts";
import { toJson } from "../driver/nul.ts";
import { rowsOf } from "../driver/question.ts";
import type { Session } from "../driver/session.ts";
import { statement } from "../driver/statement.ts";

const NEWEST = `SELECT DISTINCT ON (finding_id) id, finding_id AS "findingId", kind, model_id AS "modelId", runner, reason,
  said_at AS "saidAt" FROM review.opinions WHERE finding_id = ANY ($1::bigint[]) ORDER BY finding_id, id DESC`;

export async function listOpinions(
  session: Session,
  findingIds: readonly FindingId[],
): Promise<Map<FindingId, Opinion>> {
  if (findingIds.length === 0) return new Map();
  const rows = await rowsOf<Opinion>(session, statement(NEWEST, findingIds));
  // In the order in which they were said.
  return opinionsOf(rows.toSorted((a, b) => a.id - b.id));
}

const CALLS = `SELECT opinion.kind, opinion.model_id AS "modelId", opinion.runner, opinion.said_at AS "saidAt",
  opinion.telemetry_json AS "telemetryJson", judged.gate_id AS "gateId", run.model_id AS "ofModelId"
FROM review.opinions AS opinion JOIN review.findings AS finding ON finding.id = opinion.finding_id
JOIN review.gate_reviews AS judged ON judged.id = finding.gate_review_id
JOIN review.review_runs AS run ON run.id = judged.review_run_id
WHERE opinion.telemetry_json IS NOT NULL ORDER BY opinion.id`;

export async function listOpinionCalls(session: Session): Promise<OpinionCall[]> {
  const rows = await rowsOf<OpinionCallRow>(session, statement(CALLS));
  return rows.map((row) => toOpinionCall({ ...row, telemetryJson: toJson(row.telemetryJson) ?? "" }));
}
