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

/** The surroundings' failures and interruptions keep their own codes; everything else is a failed run. */
export function codeOfFailure(how: Failure["how"] | "bad-answer"): string {
  return how === "interrupted" || SURROUNDINGS.includes(how) ? how : "run-failed";
}

/** Why the next invocation would fail as well, whatever it is asked. */
export const SURROUNDINGS: readonly string[] = [
  "not-installed",
  "cannot-start",
  "auth",
  "unknown-model",
  "not-understood",
  "usage-exhausted",
];
