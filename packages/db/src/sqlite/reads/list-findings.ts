import type { Database } from "better-sqlite3";
import type { LastFindingsQuestion } from "../../answers.ts";
import type { Finding, FindingQuote } from "../../finding.ts";
import type { FindingId, GateReviewId, ModelId } from "../../vocabulary.ts";
import { soundRow } from "./sound-row.ts";

// By hand: `write` and `finalize` ask it (see orm.ts). One parameter for all ids, however many there are.
const FINDINGS = `SELECT id, gate_review_id AS gateReviewId, severity, message, suggestion, key,
  continues_finding_id AS continuesFindingId
FROM findings WHERE gate_review_id IN (SELECT value FROM json_each(?)) ORDER BY gate_review_id, ordinal`;

const QUOTES = `SELECT finding_id AS findingId, exact, prefix, suffix, start_offset AS startOffset, end_offset AS endOffset,
  start_line AS startLine, start_column AS startColumn, end_line AS endLine, end_column AS endColumn
FROM finding_quotes WHERE finding_id IN (SELECT value FROM json_each(?)) ORDER BY finding_id, ordinal`;

const LAST_REVIEWS = `SELECT gate.value AS gateId, (
  SELECT event.accepted_review_id FROM acceptance_events AS event INDEXED BY acceptance_events_current
  WHERE event.model_id = ? AND event.note_path = ? AND event.gate_id = gate.value AND event.accepted_review_id IS NOT NULL
  ORDER BY event.id DESC LIMIT 1) AS acceptedReviewId
FROM json_each(?) AS gate`;

type FindingRow = Omit<Finding, "quotes" | "suggestion" | "continuesFindingId"> & {
  suggestion: string | null;
  continuesFindingId: FindingId | null;
};

/** The findings of some gate reviews in their order, by review; a review without any is not in the answer. */
export function listFindings(
  sqlite: Database,
  reviewIds: readonly GateReviewId[],
): Map<GateReviewId, Finding[]> {
  const found = new Map<GateReviewId, Finding[]>();
  if (reviewIds.length === 0) return found;
  const rows = sqlite.prepare<[string], FindingRow>(FINDINGS).all(JSON.stringify(reviewIds)).map(soundRow);
  const quotesOf = quoteReader(
    sqlite,
    rows.map(({ id }) => id),
  );
  for (const { suggestion, continuesFindingId, ...row } of rows) {
    const finding = {
      ...row,
      ...(suggestion !== null && { suggestion }),
      ...(continuesFindingId !== null && { continuesFindingId }),
      quotes: quotesOf(row.id),
    };
    const known = found.get(row.gateReviewId);
    if (known) known.push(finding);
    else found.set(row.gateReviewId, [finding]);
  }
  return found;
}

/** What the reviews found that the newest events of a note's pairs with some gates rest on under a partition, by gate. */
export function listLastFindings(sqlite: Database, asked: LastFindingsQuestion): Map<string, Finding[]> {
  const reviews = sqlite
    .prepare<[ModelId, string, string], { gateId: string; acceptedReviewId: GateReviewId | null }>(
      LAST_REVIEWS,
    )
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

function quoteReader(sqlite: Database, findingIds: readonly FindingId[]): (id: FindingId) => FindingQuote[] {
  const quotes = new Map<FindingId, FindingQuote[]>(findingIds.map((id) => [id, []]));
  if (findingIds.length > 0) {
    const rows = sqlite
      .prepare<[string], FindingQuote & { findingId: FindingId }>(QUOTES)
      .all(JSON.stringify(findingIds));
    for (const { findingId, ...quote } of rows) quotes.get(findingId)?.push(soundRow(quote));
  }
  return (id) => quotes.get(id) ?? [];
}
