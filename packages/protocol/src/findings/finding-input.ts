import type { Decision, FindingSeverity } from "@review/db/vocabulary";
import type { QuotePlace } from "../quotes/locate-quotes.ts";
import type { ClaimProblem } from "./finding-problem.ts";

/** One item that a gate review reports, as a reviewer gives it. */
export interface FindingInput {
  readonly severity: FindingSeverity;
  /** What is wrong, in the reviewer's words. */
  readonly message: string;
  /** How it could be mended. */
  readonly suggestion?: string | undefined;
  /** Exact words of the note that show it, or where they stand in it. */
  readonly quotes: readonly (string | QuotePlace)[];
}

/** In what a result is at odds with the findings it comes with; undefined if it is that of the worst of them. */
function findContradiction(
  decision: Decision,
  findings: readonly Pick<FindingInput, "severity">[],
): string | undefined {
  // What could not be judged has no result to compare.
  if (decision === "error" || decision === "unknown") return undefined;
  const worst = ["fail", "warn"].find((severity) =>
    findings.some((finding) => finding.severity === severity),
  );
  if (worst === (decision === "pass" ? undefined : decision)) return undefined;
  const [result, item] = [decision.toUpperCase(), worst?.toUpperCase()];
  return item === undefined || (decision === "fail" && item === "WARN")
    ? `the result is ${result}, but no finding begins with \`${result}:\`: mark each list item under "### Findings" that is one, or give the result that fits`
    : `the result is ${result}, but a finding begins with ${item}: give the result of the worst finding, or mark the item as it is meant (\`PASS:\` for a remark)`;
}

/** In what a result is at odds with its findings, as a problem; none if in nothing. */
export function contradictionOf(
  decision: Decision,
  findings: readonly Pick<FindingInput, "severity">[],
): ClaimProblem[] {
  const message = findContradiction(decision, findings);
  return message === undefined ? [] : [{ code: "result-contradicts-findings", message }];
}
