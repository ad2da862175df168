import type { ExecuteContext, Failure, Runner } from "@review/runner";

/** A reviewer that did not do its work; the code decides the exit code. */
export class ReviewerError extends Error {
  override readonly name = "ReviewerError";
  readonly code: string;
  constructor(code: string, message: string) {
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
  if (failure) throw new ReviewerError(codeOfFailure(failure.how), failure.message);
}

/** Not installed, not logged in and interrupted have codes of their own; everything else is a failed run. */
export function codeOfFailure(how: Failure["how"] | "bad-answer"): string {
  return how === "not-installed" || how === "auth" || how === "interrupted" ? how : "run-failed";
}
