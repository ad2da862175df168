import type { Finding } from "../finding.ts";
import type { FindingId, GateReviewId } from "../vocabulary.ts";
import type { FindingRow, QuoteRow } from "./row-types.ts";
import { soundRow } from "./sound-row.ts";

/** Findings in the order of their rows, by review, with the quotes of theirs. */
export function collectFindings(
  rows: readonly FindingRow[],
  quotesOf: (ids: FindingId[]) => readonly QuoteRow[],
): Map<GateReviewId, Finding[]> {
  const found = new Map<GateReviewId, Finding[]>();
  const byId = new Map<FindingId, Finding>();
  for (const { suggestion, continuesFindingId, continuedSeverity, isAttested, ...row } of rows.map(
    soundRow,
  )) {
    const finding: Finding = {
      ...row,
      ...(suggestion !== null && { suggestion }),
      ...(continuesFindingId !== null && { continuesFindingId }),
      ...(continuedSeverity !== null && { continuedSeverity }),
      ...(isAttested === 1 && { isAttested: true }),
      quotes: [],
    };
    byId.set(finding.id, finding);
    const known = found.get(row.gateReviewId);
    if (known) known.push(finding);
    else found.set(row.gateReviewId, [finding]);
  }
  if (byId.size === 0) return found;
  for (const { findingId, ...quote } of quotesOf([...byId.keys()])) {
    byId.get(findingId)?.quotes.push(soundRow(quote));
  }
  return found;
}

/** A finding, by its review, that was once decided about for a pair. */
export interface DecidedRow {
  notePath: string;
  gateId: string;
  reviewId: GateReviewId;
  id: FindingId;
}
