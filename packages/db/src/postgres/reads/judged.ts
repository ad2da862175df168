import {
  type JudgedPairRow,
  type JudgedVersionRow,
  toJudgedPair,
  toJudgedVersion,
} from "../../from-rows/to-judged.ts";
import type { JudgedAlone, JudgedByBoth, JudgedPlace, JudgedVersion } from "../../judged.ts";
import { ACKNOWLEDGEMENT_KINDS, FIXTURE_FOLDER, type ModelId } from "../../vocabulary.ts";
import { question, rowsOf } from "../driver/question.ts";
import type { Session } from "../driver/session.ts";
import { statement } from "../driver/statement.ts";

const ACKNOWLEDGED = ACKNOWLEDGEMENT_KINDS.map((kind) => `'${kind}'`).join(", ");

// What the lock has from a person, or for a text that was not reviewed itself, is no judgement of the model.
const JUDGED = `WITH
  side AS (SELECT model_id, 1 AS side FROM unnest($1::text[]) AS model_id UNION ALL SELECT model_id, 2 FROM unnest($2::text[]) AS model_id),
  judged AS MATERIALIZED (
    SELECT side.side, review.note_path, review.gate_id, review.reviewed_note_sha, review.gate_sha, max(review.id) AS id
    FROM review.gate_reviews AS review JOIN side ON side.model_id = review.model_id
    JOIN review.review_runs AS run ON run.id = review.review_run_id AND run.status = 'completed'
    WHERE review.decision IN ('pass', 'warn', 'fail') AND NOT starts_with(review.note_path, '${FIXTURE_FOLDER}/')
      AND NOT (review.review_kind = 'attested'
        AND coalesce(review.json_text(review.evidence_json, 'attested', 'kind'), '') IN (${ACKNOWLEDGED}))
    GROUP BY 1, 2, 3, 4, 5)`;

const of = (
  side: string,
  name: string,
) => `${side}.id AS "${name}ReviewId", ${side}.review_run_id AS "${name}RunId",
  ${side}.model_id AS "${name}ModelId", ${side}.decision AS "${name}Decision"`;

// The version of a pair whose older judgement of the two is the newest.
const BOTH = `${JUDGED},
  pairs AS (
    SELECT DISTINCT ON (note_path, gate_id) note_path, gate_id, one.id AS one_id, other.id AS other_id
    FROM judged AS one JOIN judged AS other USING (note_path, gate_id, reviewed_note_sha, gate_sha)
    WHERE one.side = 1 AND other.side = 2
    ORDER BY note_path, gate_id, least(one.id, other.id) DESC)
SELECT pairs.note_path AS "notePath", pairs.gate_id AS "gateId", one.reviewed_note_sha AS "noteSha", one.gate_sha AS "gateSha",
  ${of("one", "first")}, ${of("other", "second")}
FROM pairs JOIN review.gate_reviews AS one ON one.id = pairs.one_id
JOIN review.gate_reviews AS other ON other.id = pairs.other_id
ORDER BY pairs.note_path, pairs.gate_id`;

const ALONE = `${JUDGED},
  pairs AS (SELECT note_path, gate_id, min(side) AS least, max(side) AS most FROM judged GROUP BY note_path, gate_id)
SELECT note_path AS "notePath", gate_id AS "gateId", CASE least WHEN 1 THEN 'first' ELSE 'second' END AS by
FROM pairs WHERE least = most ORDER BY note_path, gate_id`;

export async function listJudgedByBoth(
  session: Session,
  { first, second }: { first: readonly ModelId[]; second: readonly ModelId[] },
): Promise<JudgedByBoth> {
  return question(session, async (ask) => {
    const [pairs = [], alone = []] = await ask(
      statement(BOTH, first, second),
      statement(ALONE, first, second),
    );
    return {
      pairs: (pairs as unknown as JudgedPairRow[]).map(toJudgedPair),
      alone: alone as unknown as JudgedAlone[],
    };
  });
}

const VERSIONS = `SELECT judged.id AS "reviewId", judged.review_run_id AS "runId", judged.model_id AS "modelId", judged.decision,
  judged.note_path AS "notePath", judged.gate_id AS "gateId", judged.reviewed_note_sha AS "noteSha",
  judged.gate_sha AS "gateSha", judged.reviewed_at AS "reviewedAt", EXISTS (
    SELECT 1 FROM review.acceptance_events AS override
    WHERE override.accepted_review_id = judged.id AND override.override_decision IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM review.acceptance_events AS back
      WHERE back.accepted_review_id = judged.id AND back.id > override.id AND back.acceptance_kind = 'withdrawn'))::int AS "isOverridden"
FROM review.gate_reviews AS judged JOIN review.review_runs AS run ON run.id = judged.review_run_id
WHERE (judged.note_path, judged.gate_id, judged.id) > ($1::text, $2::text, $3::bigint)
  AND run.status = 'completed' AND judged.decision IN ('pass', 'warn', 'fail') AND judged.review_kind <> 'attested'
ORDER BY judged.note_path, judged.gate_id, judged.id LIMIT $4`;

export async function listJudgedVersions(
  session: Session,
  { after, limit }: { after?: JudgedPlace | undefined; limit: number },
): Promise<JudgedVersion[]> {
  const { notePath = "", gateId = "", reviewId = 0 } = after ?? {};
  const rows = await rowsOf<JudgedVersionRow>(
    session,
    statement(VERSIONS, notePath, gateId, reviewId, limit),
  );
  return rows.map(toJudgedVersion);
}
