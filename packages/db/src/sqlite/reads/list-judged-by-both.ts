import type { Database } from "better-sqlite3";
import { type JudgedPairRow, toJudgedPair } from "../../from-rows/to-judged.ts";
import type { JudgedAlone, JudgedByBoth } from "../../judged.ts";
import { ACKNOWLEDGEMENT_KINDS, FIXTURE_FOLDER, type ModelId } from "../../vocabulary.ts";

const ACKNOWLEDGED = ACKNOWLEDGEMENT_KINDS.map((kind) => `'${kind}'`).join(", ");

// What the lock has from a person, or for a text that was not reviewed itself, is no judgement of the model.
// One pass over the gate reviews: no index begins with the partition, and a comparison is asked for by hand, now and then.
// Beside max(), SQLite takes the other columns from the row that has it (https://sqlite.org/lang_select.html#bareagg).
const JUDGED = `
WITH
  side AS (
    SELECT value AS model_id, 1 AS side FROM json_each(@first) UNION ALL SELECT value, 2 FROM json_each(@second)),
  judged AS MATERIALIZED (
    SELECT side.side, review.note_path, review.gate_id, review.reviewed_note_sha, review.gate_sha, max(review.id) AS id
    FROM gate_reviews AS review
    JOIN side ON side.model_id = review.model_id
    JOIN review_runs AS run ON run.id = review.review_run_id AND run.status = 'completed'
    WHERE review.decision IN ('pass', 'warn', 'fail') AND review.note_path NOT GLOB '${FIXTURE_FOLDER}/*'
      AND NOT (review.review_kind = 'attested' AND CASE WHEN json_valid(review.evidence_json)
        THEN coalesce(review.evidence_json ->> '$.attested.kind', '') ELSE '' END IN (${ACKNOWLEDGED}))
    GROUP BY 1, 2, 3, 4, 5)`;

const BOTH = `${JUDGED},
  both AS (
    SELECT note_path, gate_id, first.id AS first_id, second.id AS second_id, max(min(first.id, second.id))
    FROM judged AS first JOIN judged AS second USING (note_path, gate_id, reviewed_note_sha, gate_sha)
    WHERE first.side = 1 AND second.side = 2
    GROUP BY note_path, gate_id)
SELECT both.note_path AS notePath, both.gate_id AS gateId,
  first.reviewed_note_sha AS noteSha, first.gate_sha AS gateSha,
  first.id AS firstReviewId, first.review_run_id AS firstRunId, first.model_id AS firstModelId, first.decision AS firstDecision,
  second.id AS secondReviewId, second.review_run_id AS secondRunId, second.model_id AS secondModelId,
  second.decision AS secondDecision
FROM both
JOIN gate_reviews AS first ON first.id = both.first_id
JOIN gate_reviews AS second ON second.id = both.second_id
ORDER BY both.note_path, both.gate_id`;

const ALONE = `${JUDGED},
  pairs AS (SELECT note_path, gate_id, min(side) AS least, max(side) AS most FROM judged GROUP BY note_path, gate_id)
SELECT note_path AS notePath, gate_id AS gateId, iif(least = 1, 'first', 'second') AS by
FROM pairs WHERE least = most ORDER BY note_path, gate_id`;

/** What two sets of partitions made of the same versions of the same pairs, a person's overrides aside. */
export function listJudgedByBoth(
  sqlite: Database,
  { first, second }: { first: readonly ModelId[]; second: readonly ModelId[] },
): JudgedByBoth {
  const asked = { first: JSON.stringify(first), second: JSON.stringify(second) };
  const pairs = sqlite.prepare<[typeof asked], JudgedPairRow>(BOTH).all(asked);
  const alone = sqlite.prepare<[typeof asked], JudgedAlone>(ALONE).all(asked);
  return { pairs: pairs.map(toJudgedPair), alone };
}
