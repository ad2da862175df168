import type { Decision } from "@review/db/vocabulary";
import { quoteForMessage } from "../names.ts";
import { contradictionOf, type FindingInput } from "./finding-input.ts";
import type { ClaimProblem } from "./finding-problem.ts";
import { type Finding, MOST_ITEMS, parseFindings } from "./parse-findings.ts";

/** What a judgement says that it found, and what keeps it from being recorded with its result. */
export interface ReadFindings {
  readonly findings: readonly FindingInput[];
  readonly problems: readonly ClaimProblem[];
}

/**
 * The findings of a judgement's list: its items that are marked `WARN:` or `FAIL:`; others are remarks. An item that says how bad it is in
 * another way (`CRITICAL:`, ❌) is neither: nobody knows which it is, and as a remark it would vanish beneath a pass.
 */
export function readFindings(decision: Decision, rationaleMarkdown: string): ReadFindings {
  const items = parseFindings(rationaleMarkdown);
  if (items.length > MOST_ITEMS) return { findings: [], problems: [TOO_MANY] };
  const findings = items.flatMap(({ severity, text, quotes }) =>
    severity === "warn" || severity === "fail" ? [{ severity, message: text, quotes }] : [],
  );
  const unclear = decision === "error" ? -1 : items.findIndex((item) => otherMarkOf(item) !== undefined);
  const mark = items[unclear] && otherMarkOf(items[unclear]);
  const problems =
    mark === undefined ? contradictionOf(decision, findings) : [unknownSeverity(unclear + 1, mark)];
  return { findings, problems };
}

const TOO_MANY: ClaimProblem = {
  code: "too-many-findings",
  message: `the review lists more than ${MOST_ITEMS} findings: report the worst of them`,
};

/** A judgement can be ERROR, a finding cannot. */
const otherMarkOf = ({ severity, otherMark }: Finding): string | undefined =>
  severity === "error" ? "ERROR" : otherMark;

function unknownSeverity(finding: number, mark: string): ClaimProblem {
  const remedy =
    "begin each item that is a finding with `FAIL:` or `WARN:`, and one that is a remark with `PASS:`";
  const message = `finding ${finding} is marked ${quoteForMessage(mark)}, which is no severity: ${remedy}`;
  return { code: "unknown-severity", finding, message };
}
