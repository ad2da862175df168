import type { Database } from "better-sqlite3";
import type { LastFindingsQuestion } from "../../answers.ts";
import type { KeyOfPair } from "../../changes.ts";
import type { Finding } from "../../finding.ts";
import { collectFindings } from "../../from-rows/collect-findings.ts";
import type { FindingRow, QuoteRow } from "../../from-rows/row-types.ts";
import { soundRow } from "../../from-rows/sound-row.ts";
import type { FindingSeverity, GateReviewId, ModelId } from "../../vocabulary.ts";
import { prepared } from "../prepared.ts";

// By hand: `write` and `finalize` ask it (see orm.ts). One parameter for all ids, however many there are.
const FINDINGS = `SELECT finding.id, finding.gate_review_id AS gateReviewId, finding.severity, finding.message,
  finding.suggestion, finding.key, finding.continues_finding_id AS continuesFindingId,
  earlier.severity AS continuedSeverity, review.review_kind = 'attested' AS isAttested
FROM findings AS finding JOIN gate_reviews AS review ON review.id = finding.gate_review_id
LEFT JOIN findings AS earlier ON earlier.id = finding.continues_finding_id
WHERE finding.gate_review_id IN (SELECT value FROM json_each(?)) ORDER BY finding.gate_review_id, finding.ordinal`;

const QUOTES = `SELECT finding_id AS findingId, exact, prefix, suffix, start_offset AS startOffset, end_offset AS endOffset,
  start_line AS startLine, start_column AS startColumn, end_line AS endLine, end_column AS endColumn
FROM finding_quotes WHERE finding_id IN (SELECT value FROM json_each(?)) ORDER BY finding_id, ordinal`;

const LAST_REVIEWS = `SELECT gate.value AS gateId, (
  SELECT event.accepted_review_id FROM acceptance_events AS event INDEXED BY acceptance_events_current
  WHERE event.model_id = ? AND event.note_path = ? AND event.gate_id = gate.value AND event.accepted_review_id IS NOT NULL
  ORDER BY event.id DESC LIMIT 1) AS acceptedReviewId
FROM json_each(?) AS gate`;

const IS_OF_ENDED_RUN = `EXISTS (
  SELECT 1 FROM gate_reviews AS review JOIN review_runs AS run ON run.id = review.review_run_id
  WHERE review.id = finding.gate_review_id AND run.status <> 'running')`;

const KEYS = `SELECT DISTINCT key FROM findings AS finding
WHERE key >= @prefix AND key < @prefix || 'g' AND ${IS_OF_ENDED_RUN} ORDER BY key`;

// Also of runs that have not ended: what they found may be accepted next.
const PAIRS = `SELECT finding.key, review.note_path AS notePath, review.gate_id AS gateId
FROM findings AS finding JOIN gate_reviews AS review ON review.id = finding.gate_review_id
WHERE finding.key IN (SELECT value FROM json_each(@keys))
UNION SELECT finding.key, event.note_path, event.gate_id
FROM findings AS finding JOIN acceptance_events AS event ON event.accepted_review_id = finding.gate_review_id
WHERE finding.key IN (SELECT value FROM json_each(@keys))`;

const WORST = `SELECT key, iif(max(severity = 'fail'), 'fail', 'warn') AS severity FROM findings AS finding
WHERE key IN (SELECT value FROM json_each(?)) AND ${IS_OF_ENDED_RUN} GROUP BY key`;

/** The findings of some gate reviews in their order, by review; a review without any is not in the answer. */
export function listFindings(
  sqlite: Database,
  reviewIds: readonly GateReviewId[],
): Map<GateReviewId, Finding[]> {
  if (reviewIds.length === 0) return new Map();
  const rows = prepared<[string], FindingRow>(sqlite, FINDINGS).all(JSON.stringify(reviewIds));
  return collectFindings(rows, (ids) =>
    prepared<[string], QuoteRow>(sqlite, QUOTES).all(JSON.stringify(ids)),
  );
}

/** What the reviews found that the newest events with a review of a note's pairs with some gates rest on, by gate. */
export function listLastFindings(sqlite: Database, asked: LastFindingsQuestion): Map<string, Finding[]> {
  const reviews = prepared<
    [ModelId, string, string],
    { gateId: string; acceptedReviewId: GateReviewId | null }
  >(sqlite, LAST_REVIEWS)
    .all(asked.modelId, asked.notePath, JSON.stringify(asked.gateIds))
    .map(soundRow);
  const ids = reviews.flatMap(({ acceptedReviewId }) => acceptedReviewId ?? []);
  const found = listFindings(sqlite, ids);
  return new Map(
    reviews.flatMap(({ gateId, acceptedReviewId }) => {
      const findings = acceptedReviewId === null ? undefined : found.get(acceptedReviewId);
      return findings ? [[gateId, findings] as const] : [];
    }),
  );
}

/** The keys of findings in runs that have ended which begin with some hex digits, sorted. */
export function listFindingKeys(sqlite: Database, prefix: string): string[] {
  return prepared<[{ prefix: string }], { key: string }>(sqlite, KEYS)
    .all({ prefix })
    .map((row) => soundRow(row).key);
}

/** See `listPairsOfKeys` of the package. */
export function listPairsOfKeys(sqlite: Database, keys: readonly string[]): KeyOfPair[] {
  return prepared<[{ keys: string }], KeyOfPair>(sqlite, PAIRS)
    .all({ keys: JSON.stringify(keys) })
    .map(soundRow);
}

/** The worst that runs which have ended found some findings to be, by key. */
export function worstSeverities(sqlite: Database, keys: readonly string[]): Map<string, FindingSeverity> {
  const rows = prepared<[string], { key: string; severity: FindingSeverity }>(sqlite, WORST).all(
    JSON.stringify(keys),
  );
  return new Map(rows.map((row) => [row.key, row.severity]));
}
