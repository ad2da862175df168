import type { Database } from "better-sqlite3";
import type { NewFinding } from "../../finding.ts";
import type { GateReviewId } from "../../vocabulary.ts";
import { oncePerDatabase } from "../once-per-database.ts";
import { recordOpinions } from "./record-opinions.ts";

const INSERT_FINDING = `INSERT INTO findings
  (gate_review_id, ordinal, severity, message, suggestion, key, continues_finding_id) VALUES (?, ?, ?, ?, ?, ?, ?)`;

const INSERT_QUOTE = `INSERT INTO finding_quotes
  (finding_id, ordinal, exact, prefix, suffix, start_offset, end_offset, start_line, start_column, end_line, end_column)
VALUES (?, ?, @exact, @prefix, @suffix, @startOffset, @endOffset, @startLine, @startColumn, @endLine, @endColumn)`;

const statements = oncePerDatabase((sqlite) => ({
  finding: sqlite.prepare(INSERT_FINDING),
  quote: sqlite.prepare(INSERT_QUOTE),
}));

/** Inserts the findings of a gate review that was inserted before, with their quotes. To be called in its transaction. */
export function insertFindings(
  sqlite: Database,
  reviewId: GateReviewId,
  findings: readonly NewFinding[],
  now: string,
): void {
  if (findings.length === 0) return;
  const insert = statements(sqlite);
  for (const [ordinal, finding] of findings.entries()) {
    const { severity, message, suggestion = null, key, continuesFindingId = null, quotes, opinion } = finding;
    const { lastInsertRowid } = insert.finding.run(
      ...[reviewId, ordinal, severity, message, suggestion, key, continuesFindingId],
    );
    for (const [index, quote] of quotes.entries()) insert.quote.run(lastInsertRowid, index, quote);
    if (opinion) recordOpinions(sqlite, [{ ...opinion, findingId: Number(lastInsertRowid) }], now);
  }
}

/** Deletes the findings of a gate review that is to be replaced. */
export function deleteFindings(sqlite: Database, reviewId: GateReviewId): void {
  const ofReview = "SELECT id FROM findings WHERE gate_review_id = ?";
  sqlite.prepare(`DELETE FROM finding_quotes WHERE finding_id IN (${ofReview})`).run(reviewId);
  sqlite.prepare("DELETE FROM findings WHERE gate_review_id = ?").run(reviewId);
}
