import { saysSomething } from "@review/db/guards";
import type { ReviewerDecision } from "@review/db/vocabulary";
import { RESULT_LINE_START, readResultLine, renderResultLine } from "./decision.ts";
import type { FindingInput } from "./findings/finding-input.ts";
import type { ClaimProblemCode } from "./findings/finding-problem.ts";
import { readFindings } from "./findings/read-findings.ts";
import { isLineStart, normalizeLineBreaks } from "./lines.ts";
import { quoteForMessage } from "./names.ts";

export type GateReviewProblemCode =
  | "empty-block"
  | "missing-result"
  | "several-results"
  | "unknown-result"
  | "result-not-last"
  | ClaimProblemCode;

/** Why the inside of a block is no gate review. `message` is one line and says how to mend it. */
export interface GateReviewProblem {
  readonly code: GateReviewProblemCode;
  readonly message: string;
}

export type GateReviewResult =
  | {
      readonly ok: true;
      readonly decision: ReviewerDecision;
      readonly rationaleMarkdown: string;
      readonly findings: readonly FindingInput[];
    }
  | { readonly ok: false; readonly problem: GateReviewProblem };

const EXPECTED_END =
  `end the review with exactly one line \`${renderResultLine("pass")}\`, \`${renderResultLine("warn")}\`, ` +
  `\`${renderResultLine("fail")}\` or \`${renderResultLine("error")}\``;

/**
 * Reads the inside of one gate review block: text, then exactly one result line as the last line that is not blank.
 * The rationale is the text without the result line, trimmed, with LF line breaks. Takes any string, never throws.
 *
 * A line counts as a result line whenever it begins with `## Result:`, also in a code fence: the grammar knows lines,
 * not Markdown. Quoted (`> ## Result: PASS`) or indented it is ordinary text.
 */
export function parseGateReview(text: string): GateReviewResult {
  const content = text.trimEnd();
  if (content === "")
    return refuse("empty-block", `the review is empty; write what was found, then ${EXPECTED_END}`);

  const [start, second] = findResultLines(content);
  if (start === undefined) return refuse("missing-result", `there is no result line; ${EXPECTED_END}`);
  if (second !== undefined) {
    const remedy = `quote any other with "> " and ${EXPECTED_END}`;
    return refuse("several-results", `more than one line begins with \`${RESULT_LINE_START}\`; ${remedy}`);
  }

  const resultLine = content.slice(start);
  if (resultLine.includes("\n")) {
    return refuse("result-not-last", `text follows the result line; move it up and ${EXPECTED_END}`);
  }
  const decision = readResultLine(resultLine);
  if (decision === undefined) {
    return refuse(
      "unknown-result",
      `${quoteForMessage(resultLine)} is not one of the four results; ${EXPECTED_END}`,
    );
  }

  const rationaleMarkdown = normalizeLineBreaks(content.slice(0, start)).trim();
  if (!saysSomething(rationaleMarkdown)) {
    return refuse("empty-block", "the review has nothing but its result line; write what was found above it");
  }
  // A result that is milder than its worst finding would hide it: nobody looks for findings in a pass.
  const {
    findings,
    problems: [problem],
  } = readFindings(decision, rationaleMarkdown);
  if (problem) return { ok: false, problem };
  return { ok: true, decision, rationaleMarkdown, findings };
}

function refuse(code: GateReviewProblemCode, message: string): GateReviewResult {
  return { ok: false, problem: { code, message } };
}

/** Where result lines begin; stops at the second, which already decides the case. */
function findResultLines(text: string): number[] {
  const starts: number[] = [];
  let at = text.indexOf(RESULT_LINE_START);
  while (at !== -1 && starts.length < 2) {
    if (isLineStart(text, at)) starts.push(at);
    at = text.indexOf(RESULT_LINE_START, at + 1);
  }
  return starts;
}
