import { checkEach, checkFields, checkWellFormed } from "@review/db/check-fields";
import { saysSomething } from "@review/db/guards";
import { FINDING_SEVERITIES, REVIEWER_DECISIONS, type ReviewerDecision } from "@review/db/vocabulary";
import type { FindingInput } from "@review/protocol";
import { InvalidInputError } from "./errors.ts";
import { jsonProblem } from "./json-problem.ts";

/** One judgement as a caller passes it. */
export interface GateReviewInput {
  gateId: string;
  decision: ReviewerDecision;
  /** The whole text of the judgement, markdown, not blank. */
  rationaleMarkdown: string;
  /** What was found. Default: the items of the list in the text that are marked `WARN:` or `FAIL:`. */
  findings?: readonly FindingInput[];
  /** Anything JSON can hold. */
  evidence?: unknown;
  /** The content sha of the gate that was judged, if the caller knows it: another than the captured one is refused. */
  gateSha?: string;
}

/** What makes a judgement impossible to record, in one sentence; undefined if nothing does. */
export function gateReviewProblem(
  review: Pick<GateReviewInput, "gateId" | "decision" | "rationaleMarkdown">,
): string | undefined {
  if (!REVIEWER_DECISIONS.includes(review.decision)) {
    const isJson = jsonProblem(review.decision) === undefined;
    const decision = isJson ? JSON.stringify(review.decision) : typeof review.decision;
    return `gate ${review.gateId} has the decision ${decision}, which is none of ${REVIEWER_DECISIONS.join(", ")}`;
  }
  if (typeof review.rationaleMarkdown !== "string" || !saysSomething(review.rationaleMarkdown)) {
    return `the review of gate ${review.gateId} is empty`;
  }
  return undefined;
}

const FIELDS = {
  gateId: "text",
  findings: "list?",
  gateSha: "text?",
  replace: "boolean?",
} as const;

/**
 * Throws InvalidInputError for what no reviewer can have answered, but only a program that calls us can have got wrong: a
 * judgement that is no object, a text that UTF-8 cannot hold, or evidence that JSON cannot hold.
 */
export function checkGateReviews(reviews: readonly GateReviewInput[]): void {
  checkEach(reviews, "gateReviews", FIELDS);
  for (const { gateId, evidence, findings, rationaleMarkdown } of reviews) {
    checkWellFormed(rationaleMarkdown, `the review of gate ${gateId}`);
    if (findings !== undefined) checkFindings(findings, `the findings for gate ${gateId}`);
    const problem = evidence === undefined ? undefined : jsonProblem(evidence);
    if (problem)
      throw new InvalidInputError(`the evidence for gate ${gateId} cannot be kept as JSON: ${problem}`);
  }
}

function checkFindings(findings: readonly FindingInput[], name: string): void {
  checkEach(findings, name, { severity: "text", message: "text", suggestion: "text?", quotes: "list" });
  for (const { severity, quotes } of findings) {
    if (!FINDING_SEVERITIES.includes(severity)) {
      throw new InvalidInputError(`${name}: a severity is one of ${FINDING_SEVERITIES.join(", ")}`);
    }
    for (const quote of quotes) {
      checkWellFormed(quote, name);
      if (typeof quote !== "string") checkFields(quote, name, { start: "number", end: "number" });
    }
  }
}
