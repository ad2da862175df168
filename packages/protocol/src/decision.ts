import { REVIEWER_DECISIONS, type ReviewerDecision } from "@review/db/vocabulary";

/** How every result line begins, from the first column. */
export const RESULT_LINE_START = "## Result:";

/** The line that carries a decision, e.g. `## Result: WARN`. */
export function renderResultLine(decision: ReviewerDecision): string {
  return `${RESULT_LINE_START} ${decision.toUpperCase()}`;
}

/** The result line of a template. As long as no word has been chosen it is not a decision. */
export const OPEN_RESULT_LINE = `${RESULT_LINE_START} ${REVIEWER_DECISIONS.join("|").toUpperCase()}`;

/** The decision of a result line without trailing spaces; undefined unless it is exactly one of the four. */
export function readResultLine(line: string): ReviewerDecision | undefined {
  return REVIEWER_DECISIONS.find((decision) => renderResultLine(decision) === line);
}
