import type { ImportedRun } from "../../imported-history.ts";
import type { GateReviewId } from "../../vocabulary.ts";
import { withPlainNul } from "../driver/nul.ts";
import { inPortions } from "../driver/portions.ts";
import type { Ask } from "../driver/question.ts";
import { columnsOf, type Statement, statement } from "../driver/statement.ts";
import { idsIn, LAST_RUN } from "../writes/insert-rows.ts";

/** Ids of gate reviews by gate id, by the key of their run. */
export type ImportedReviewIds = ReadonlyMap<string, ReadonlyMap<string, GateReviewId>>;

/** Runs written together, with all their texts in memory. */
const RUNS_AT_A_TIME = 50;

interface NumberedRun extends ImportedRun {
  id: number;
}

/** Adds runs with their gates and reviews, and remembers their keys. To be called under the ledger's lock. */
export async function importRuns(ask: Ask, runs: Iterable<ImportedRun>): Promise<ImportedReviewIds> {
  const reviewIds = new Map<string, Map<string, GateReviewId>>();
  const [last] = await ask(LAST_RUN);
  let [id = 0] = idsIn(last);
  for (const some of inPortions(runs, RUNS_AT_A_TIME)) {
    const numbered = some.map((run): NumberedRun => {
      id += 1;
      return { ...run, id };
    });
    const [, , written] = await ask(...runStatements(numbered));
    const ids = idsIn(written);
    let next = 0;
    for (const { key, reviews } of numbered) {
      const ofRun = new Map(reviews.map(({ gateId }, index) => [gateId, ids[next + index] ?? 0]));
      next += reviews.length;
      reviewIds.set(key, ofRun);
    }
  }
  return reviewIds;
}

const RUNS = `INSERT INTO review.review_runs (id, note_path, model_id, runner, reviewed_note_sha, started_at, telemetry_json)
SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])`;
const GATES = `INSERT INTO review.review_run_gates (review_run_id, gate_id, gate_sha, ordinal)
SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::integer[])`;
const REVIEWS = `INSERT INTO review.gate_reviews (review_run_id, note_path, gate_id, model_id, decision, rationale_markdown,
  evidence_json, gate_sha, reviewed_note_sha, reviewed_at, review_kind)
SELECT run.id, run.note_path, given.gate_id, run.model_id, given.decision, given.rationale, given.evidence, given.gate_sha,
  run.reviewed_note_sha, given.at, given.kind
FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[]) WITH ORDINALITY
  AS given (run_id, gate_id, decision, rationale, evidence, gate_sha, at, kind, ordinal)
JOIN review.review_runs AS run ON run.id = given.run_id ORDER BY given.ordinal RETURNING id`;
const REMEMBER = `INSERT INTO review.imported_rows (row_sha, old_row, review_run_id)
SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])`;
// The long texts come with the end: an update writes its row anew, and they would be written twice.
const END = `UPDATE review.review_runs AS run SET status = CASE WHEN ended.reason IS NULL THEN 'completed' ELSE 'failed' END,
  completed_at = ended.at, failure_reason = ended.reason, raw_bundle_markdown = ended.bundle, debug_log = ended.log
FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[]) AS ended (id, at, reason, bundle, log)
WHERE run.id = ended.id`;

/** In the order that the triggers ask for: running, with gates, with reviews, ended. */
function runStatements(runs: readonly NumberedRun[]): Statement[] {
  const gates = runs.flatMap((run) => run.gates.map((gate, ordinal) => ({ run: run.id, ordinal, ...gate })));
  const reviews = runs.flatMap((run) => {
    const shas = new Map(run.gates.map(({ gateId, gateSha }) => [gateId, gateSha]));
    return run.reviews.map((review) => ({ run: run.id, gateSha: shas.get(review.gateId), ...review }));
  });
  return [
    statement(
      RUNS,
      ...columnsOf(
        runs,
        ({ id }) => id,
        ({ notePath }) => notePath,
        ({ modelId }) => modelId,
        ({ runner }) => runner,
        ({ reviewedNoteSha }) => reviewedNoteSha,
        ({ startedAt }) => startedAt,
        ({ telemetryJson }) => withPlainNul(telemetryJson),
      ),
    ),
    statement(
      GATES,
      ...columnsOf(
        gates,
        ({ run }) => run,
        ({ gateId }) => gateId,
        ({ gateSha }) => gateSha,
        ({ ordinal }) => ordinal,
      ),
    ),
    statement(
      REVIEWS,
      ...columnsOf(
        reviews,
        ({ run }) => run,
        ({ gateId }) => gateId,
        ({ decision }) => decision,
        ({ rationaleMarkdown }) => rationaleMarkdown,
        ({ evidenceJson }) => evidenceJson && withPlainNul(evidenceJson),
        ({ gateSha }) => gateSha,
        ({ reviewedAt }) => reviewedAt,
        ({ reviewKind }) => reviewKind,
      ),
    ),
    statement(
      REMEMBER,
      ...columnsOf(
        runs,
        ({ key }) => key,
        ({ oldRow }) => oldRow,
        ({ id }) => id,
      ),
    ),
    statement(
      END,
      ...columnsOf(
        runs,
        ({ id }) => id,
        ({ completedAt }) => completedAt,
        ({ failureReason }) => failureReason,
        ({ rawBundleMarkdown }) => rawBundleMarkdown,
        ({ debugLog }) => debugLog,
      ),
    ),
  ];
}
