import type { NewGateReview } from "../../changes.ts";
import type { FindingQuote, NewFinding } from "../../finding.ts";
import type { NewOpinion } from "../../opinion.ts";
import type { GateReviewId, ReviewKind } from "../../vocabulary.ts";
import { toJsonText } from "../driver/nul.ts";
import { columnsOf, type Statement, statement } from "../driver/statement.ts";
import { opinionColumns } from "./insert-decisions.ts";

/** A gate review with what it takes from its run. */
export interface ReviewOfRun extends NewGateReview {
  runId: number;
  notePath: string;
  modelId: string;
  gateSha: string;
  noteSha: string;
}

const FULL_REVIEW: ReviewKind = "full-review";

const REVIEWS = `INSERT INTO review.gate_reviews (review_run_id, note_path, gate_id, model_id, decision, rationale_markdown,
  evidence_json, gate_sha, reviewed_note_sha, reviewed_at, review_kind)
SELECT run_id, note_path, gate_id, model_id, decision, rationale, evidence, gate_sha, note_sha, $10, kind
FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $11::text[])
  WITH ORDINALITY AS given (run_id, note_path, gate_id, model_id, decision, rationale, evidence, gate_sha, note_sha, kind, ordinal)
ORDER BY ordinal RETURNING id`;

// The review and the finding that a row belongs to are there by now, under ids that only the server knows.
const FINDINGS = `INSERT INTO review.findings (gate_review_id, ordinal, severity, message, suggestion, key, continues_finding_id)
SELECT written.id, given.place, given.severity, given.message, given.suggestion, given.key, given.continues
FROM unnest($1::bigint[], $2::text[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[])
  WITH ORDINALITY AS given (run_id, gate_id, place, severity, message, suggestion, key, continues, ordinal)
JOIN review.gate_reviews AS written ON written.review_run_id = given.run_id AND written.gate_id = given.gate_id
ORDER BY given.ordinal`;
const QUOTES = `INSERT INTO review.finding_quotes (finding_id, ordinal, exact, prefix, suffix, start_offset, end_offset,
  start_line, start_column, end_line, end_column)
SELECT finding.id, given.ordinal, exact, prefix, suffix, start_offset, end_offset, start_line, start_column, end_line, end_column
FROM unnest($1::bigint[], $2::text[], $3::integer[], $4::integer[], $5::text[], $6::text[], $7::text[], $8::integer[], $9::integer[],
  $10::integer[], $11::integer[], $12::integer[], $13::integer[])
  AS given (run_id, gate_id, place, ordinal, exact, prefix, suffix, start_offset, end_offset, start_line, start_column, end_line, end_column)
JOIN review.gate_reviews AS written ON written.review_run_id = given.run_id AND written.gate_id = given.gate_id
JOIN review.findings AS finding ON finding.gate_review_id = written.id AND finding.ordinal = given.place`;
const OPINIONS = `INSERT INTO review.opinions (finding_id, kind, model_id, runner, reason, telemetry_json, said_at)
SELECT finding.id, given.kind, given.model_id, given.runner, given.reason, given.telemetry, given.at
FROM unnest($1::bigint[], $2::text[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
  WITH ORDINALITY AS given (run_id, gate_id, place, kind, model_id, runner, reason, telemetry, at, ordinal)
JOIN review.gate_reviews AS written ON written.review_run_id = given.run_id AND written.gate_id = given.gate_id
JOIN review.findings AS finding ON finding.gate_review_id = written.id AND finding.ordinal = given.place
ORDER BY given.ordinal`;

const REPLACE = [
  `DELETE FROM review.finding_quotes USING review.findings AS finding
WHERE finding_id = finding.id AND finding.gate_review_id = ANY ($1::bigint[])`,
  "DELETE FROM review.findings WHERE gate_review_id = ANY ($1::bigint[])",
  "DELETE FROM review.gate_reviews WHERE id = ANY ($1::bigint[])",
];

type PlacedFinding = NewFinding & { runId: number; gateId: string; place: number };
type PlacedOpinion = Omit<NewOpinion, "findingId"> & { runId: number; gateId: string; place: number };
type PlacedQuote = FindingQuote & { runId: number; gateId: string; place: number; ordinal: number };

/** Takes reviews away that are replaced. */
export const deleteReviews = (ids: readonly GateReviewId[]): Statement[] =>
  ids.length === 0 ? [] : REPLACE.map((text) => statement(text, ids));

/** Writes reviews, which gives their ids as the rows of the first statement, then what they found, with its quotes, and what was said of it elsewhere. */
export function insertReviews(reviews: readonly ReviewOfRun[], now: string): Statement[] {
  if (reviews.length === 0) return [];
  const findings = reviews.flatMap(({ runId, gateId, findings = [] }) =>
    findings.map((finding, place): PlacedFinding => ({ ...finding, runId, gateId, place })),
  );
  const quotes = findings.flatMap(({ runId, gateId, place, quotes }) =>
    quotes.map((quote, ordinal): PlacedQuote => ({ ...quote, runId, gateId, place, ordinal })),
  );
  const opinions = findings.flatMap(({ runId, gateId, place, opinion }): PlacedOpinion[] =>
    opinion ? [{ ...opinion, runId, gateId, place }] : [],
  );
  return [
    reviewRows(reviews, now),
    ...(findings.length === 0 ? [] : [findingRows(findings)]),
    ...(quotes.length === 0 ? [] : [quoteRows(quotes)]),
    ...(opinions.length === 0 ? [] : [opinionRows(opinions, now)]),
  ];
}

function reviewRows(reviews: readonly ReviewOfRun[], now: string): Statement {
  const columns = columnsOf(
    reviews,
    ({ runId }) => runId,
    ({ notePath }) => notePath,
    ({ gateId }) => gateId,
    ({ modelId }) => modelId,
    ({ decision }) => decision,
    ({ rationaleMarkdown }) => rationaleMarkdown,
    ({ evidence }) => (evidence === undefined ? null : toJsonText(evidence)),
    ({ gateSha }) => gateSha,
    ({ noteSha }) => noteSha,
  );
  return statement(
    REVIEWS,
    ...columns,
    now,
    reviews.map(({ kind }) => kind ?? FULL_REVIEW),
  );
}

const findingRows = (findings: readonly PlacedFinding[]): Statement =>
  statement(
    FINDINGS,
    ...columnsOf(
      findings,
      ({ runId }) => runId,
      ({ gateId }) => gateId,
      ({ place }) => place,
      ({ severity }) => severity,
      ({ message }) => message,
      ({ suggestion }) => suggestion,
      ({ key }) => key,
      ({ continuesFindingId }) => continuesFindingId,
    ),
  );

const quoteRows = (quotes: readonly PlacedQuote[]): Statement =>
  statement(
    QUOTES,
    ...columnsOf(
      quotes,
      ({ runId }) => runId,
      ({ gateId }) => gateId,
      ({ place }) => place,
      ({ ordinal }) => ordinal,
      ({ exact }) => exact,
      ({ prefix }) => prefix,
      ({ suffix }) => suffix,
      ({ startOffset }) => startOffset,
      ({ endOffset }) => endOffset,
      ({ startLine }) => startLine,
      ({ startColumn }) => startColumn,
      ({ endLine }) => endLine,
      ({ endColumn }) => endColumn,
    ),
  );

const opinionRows = (opinions: readonly PlacedOpinion[], now: string): Statement =>
  statement(
    OPINIONS,
    ...columnsOf(
      opinions,
      ({ runId }) => runId,
      ({ gateId }) => gateId,
      ({ place }) => place,
    ),
    ...opinionColumns(opinions, now),
  );
