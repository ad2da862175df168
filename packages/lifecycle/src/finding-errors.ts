import type { FindingProblem } from "@review/protocol";
import { LifecycleError, type LifecycleErrorCode } from "./errors.ts";

/** Problems beyond this many are counted, not listed: one mistake may be the cause of them all. */
const MAX_PROBLEMS = 5;

/** A judgement whose findings do not fit its result, or show nothing of the note. `problems` has them as data. */
export class FindingsRefusedError extends LifecycleError {
  override readonly name: string = "FindingsRefusedError";
  readonly gateId: string;
  readonly problems: readonly FindingProblem[];
  constructor(
    gateId: string,
    problems: readonly FindingProblem[],
    code: LifecycleErrorCode = "findings-refused",
  ) {
    super(code, describeFindingProblems(gateId, problems) ?? `the findings for gate ${gateId} are refused`);
    this.gateId = gateId;
    this.problems = problems;
  }
}

/** The same where words are quoted that do not stand in the note; such a problem names the nearest passage. */
export class QuoteNotFoundError extends FindingsRefusedError {
  override readonly name = "QuoteNotFoundError";
  constructor(gateId: string, problems: readonly FindingProblem[]) {
    super(gateId, problems, "quote-not-found");
  }
}

/** The error for the findings of a judgement that cannot be recorded. */
export function refuseFindings(gateId: string, problems: readonly FindingProblem[]): FindingsRefusedError {
  const Refusal = problems.some(({ code }) => code === "quote-not-found")
    ? QuoteNotFoundError
    : FindingsRefusedError;
  return new Refusal(gateId, problems);
}

/** What is wrong with the findings of a judgement, in one line; undefined if nothing is. */
export function describeFindingProblems(
  gateId: string,
  problems: readonly FindingProblem[],
): string | undefined {
  if (problems.length === 0) return undefined;
  const sentences = problems.slice(0, MAX_PROBLEMS).map(({ message }) => message);
  if (problems.length > MAX_PROBLEMS) sentences.push(`and ${problems.length - MAX_PROBLEMS} more problems`);
  return `the review of gate ${gateId}: ${sentences.join("; ")}`;
}
