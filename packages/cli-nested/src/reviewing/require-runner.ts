import { type ExecuteContext, type Failure, type Runner, SURROUNDINGS, tellFailure } from "@review/runner";

type ReviewerErrorCode = (typeof SURROUNDINGS)[number] | "interrupted" | "run-failed";

/** A reviewer that did not do its work; the code decides the exit code. */
export class ReviewerError extends Error {
  override readonly name = "ReviewerError";
  readonly code: ReviewerErrorCode;
  constructor(code: ReviewerErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Finds out before anything is recorded whether the runner can start. Throws ReviewerError. */
export async function requireRunner(
  runner: Runner,
  context: ExecuteContext & { root: string },
): Promise<void> {
  const failure = await runner.preflight(context);
  if (failure) throw new ReviewerError(codeOfFailure(failure.how), tellFailure(failure));
}

/** The surroundings' failures and interruptions keep their own codes; everything else is a failed run. */
export function codeOfFailure(how: Failure["how"] | "bad-answer"): ReviewerErrorCode {
  return how === "interrupted" ? how : (SURROUNDINGS.find((known) => known === how) ?? "run-failed");
}
