import type { DecidedFinding, LastFindingsQuestion, PairsOfNote } from "../../answers.ts";
import type { KeyOfPair } from "../../changes.ts";
import type { Finding } from "../../finding.ts";
import { collectFindings, type DecidedRow } from "../../from-rows/collect-findings.ts";
import type { FindingRow, QuoteRow } from "../../from-rows/row-types.ts";
import type { GateReviewId } from "../../vocabulary.ts";
import { type Ask, question, rowsOf } from "../driver/question.ts";
import type { Session } from "../driver/session.ts";
import { type Statement, statement } from "../driver/statement.ts";

const FINDINGS = `SELECT finding.id, finding.gate_review_id AS "gateReviewId", finding.severity, finding.message,
  finding.suggestion, finding.key, finding.continues_finding_id AS "continuesFindingId",
  earlier.severity AS "continuedSeverity", (review.review_kind = 'attested')::int AS "isAttested"
FROM review.findings AS finding JOIN review.gate_reviews AS review ON review.id = finding.gate_review_id
LEFT JOIN review.findings AS earlier ON earlier.id = finding.continues_finding_id
WHERE finding.gate_review_id = ANY ($1::bigint[]) ORDER BY finding.gate_review_id, finding.ordinal`;

const QUOTES = `SELECT quote.finding_id AS "findingId", quote.exact, quote.prefix, quote.suffix,
  quote.start_offset AS "startOffset", quote.end_offset AS "endOffset", quote.start_line AS "startLine",
  quote.start_column AS "startColumn", quote.end_line AS "endLine", quote.end_column AS "endColumn"
FROM review.finding_quotes AS quote JOIN review.findings AS finding ON finding.id = quote.finding_id
WHERE finding.gate_review_id = ANY ($1::bigint[]) ORDER BY quote.finding_id, quote.ordinal`;

async function findingsOf(
  ask: Ask,
  reviewIds: readonly GateReviewId[],
): Promise<Map<GateReviewId, Finding[]>> {
  if (reviewIds.length === 0) return new Map();
  const [rows = [], quotes = []] = await ask(statement(FINDINGS, reviewIds), statement(QUOTES, reviewIds));
  return collectFindings(rows as unknown as FindingRow[], () => quotes as unknown as QuoteRow[]);
}

export async function listFindings(
  session: Session,
  reviewIds: readonly GateReviewId[],
): Promise<Map<GateReviewId, Finding[]>> {
  return question(session, (ask) => findingsOf(ask, reviewIds));
}

const LAST_REVIEWS = `SELECT gate.id AS "gateId", last.accepted_review_id AS "reviewId"
FROM unnest($3::text[]) WITH ORDINALITY AS gate (id, ordinal) CROSS JOIN LATERAL (
  SELECT event.accepted_review_id FROM review.acceptance_events AS event
  WHERE event.model_id = $1 AND event.note_path = $2 AND event.gate_id = gate.id AND event.accepted_review_id IS NOT NULL
  ORDER BY event.id DESC LIMIT 1) AS last
ORDER BY gate.ordinal`;

export async function listLastFindings(
  session: Session,
  { modelId, notePath, gateIds }: LastFindingsQuestion,
): Promise<Map<string, Finding[]>> {
  return question(session, async (ask) => {
    const [rows = []] = await ask(statement(LAST_REVIEWS, modelId, notePath, gateIds));
    const reviews = rows as unknown as { gateId: string; reviewId: GateReviewId }[];
    const found = await findingsOf(
      ask,
      reviews.map(({ reviewId }) => reviewId),
    );
    return new Map(
      reviews.flatMap(({ gateId, reviewId }) => {
        const findings = found.get(reviewId);
        return findings ? [[gateId, findings] as const] : [];
      }),
    );
  });
}

// Of one key the newest finding, whichever model made it.
const DECIDED = `SELECT DISTINCT ON (event.note_path, event.gate_id, finding.key)
  event.note_path AS "notePath", event.gate_id AS "gateId", finding.gate_review_id AS "reviewId", finding.id
FROM unnest($1::text[], $2::text[]) AS asked (note_path, gate_id)
JOIN review.acceptance_events AS event ON event.note_path = asked.note_path AND event.gate_id = asked.gate_id
JOIN review.findings AS finding ON finding.gate_review_id = event.accepted_review_id
WHERE EXISTS (SELECT 1 FROM review.waivers WHERE waivers.key = finding.key)
ORDER BY event.note_path, event.gate_id, finding.key, finding.id DESC`;

export async function listDecidedFindings(
  session: Session,
  notes: readonly PairsOfNote[],
): Promise<DecidedFinding[]> {
  const pairs = notes.flatMap(({ notePath, gateIds }) => gateIds.map((gateId) => ({ notePath, gateId })));
  return question(session, async (ask) => {
    const [found = []] = await ask(
      statement(
        DECIDED,
        pairs.map(({ notePath }) => notePath),
        pairs.map(({ gateId }) => gateId),
      ),
    );
    const rows = found as unknown as DecidedRow[];
    const byReview = await findingsOf(ask, [...new Set(rows.map(({ reviewId }) => reviewId))]);
    return rows
      .toSorted((a, b) => a.id - b.id)
      .flatMap(({ notePath, gateId, reviewId, id }) => {
        const finding = byReview.get(reviewId)?.find((each) => each.id === id);
        return finding ? { ...finding, notePath, gateId } : [];
      });
  });
}

/** That a finding is of a run which has ended. */
export const IS_OF_ENDED_RUN = `EXISTS (
  SELECT 1 FROM review.gate_reviews AS review JOIN review.review_runs AS run ON run.id = review.review_run_id
  WHERE review.id = finding.gate_review_id AND run.status <> 'running')`;

const KEYS = `SELECT DISTINCT finding.key FROM review.findings AS finding
WHERE finding.key >= $1::text AND finding.key < $1::text || 'g' AND ${IS_OF_ENDED_RUN} ORDER BY finding.key`;

export async function listFindingKeys(session: Session, prefix: string): Promise<string[]> {
  return (await rowsOf<{ key: string }>(session, statement(KEYS, prefix))).map(({ key }) => key);
}

const PAIRS = `SELECT finding.key, review.note_path AS "notePath", review.gate_id AS "gateId"
FROM review.findings AS finding JOIN review.gate_reviews AS review ON review.id = finding.gate_review_id
WHERE finding.key = ANY ($1::text[])
UNION SELECT finding.key, event.note_path, event.gate_id
FROM review.findings AS finding JOIN review.acceptance_events AS event ON event.accepted_review_id = finding.gate_review_id
WHERE finding.key = ANY ($1::text[])`;

/** What that gave. */
export const toPairsOfKeys = (rows: readonly unknown[] = []) => rows as readonly KeyOfPair[];

/** Asks as `listPairsOfKeys` does. */
export const askForPairsOfKeys = (keys: readonly string[]): Statement => statement(PAIRS, keys);

export async function listPairsOfKeys(session: Session, keys: readonly string[]): Promise<KeyOfPair[]> {
  return rowsOf<KeyOfPair>(session, askForPairsOfKeys(keys));
}
