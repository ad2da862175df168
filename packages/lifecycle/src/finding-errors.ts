import { type FindingProblem, firstProblems } from "@review/protocol";
import { LifecycleError, type LifecycleErrorCode } from "./errors.ts";

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
    super(code, describeFindingProblems(gateId, problems));
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

/** What is wrong with the findings of a judgement, in one line. */
export function describeFindingProblems(gateId: string, problems: readonly FindingProblem[]): string {
  return `the review of gate ${gateId}: ${firstProblems(problems).join("; ")}`;
}
