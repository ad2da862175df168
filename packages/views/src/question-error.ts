/** Why a question has no answer; stable. */
export type QuestionProblem =
  | "gates-named-and-all"
  | "no-gate-named"
  | "no-gate-there"
  | "no-gate-left"
  | "gate-has-check"
  | "no-gate-applies"
  | "no-fixture"
  | "lens-named"
  | "no-pair"
  | "not-moved"
  | "never-accepted"
  | "content-changed"
  | "not-a-key"
  | "ambiguous-key";

/**
 * A question about notes and gates that has no answer as it was asked. The message says why; what to ask instead is added
 * by whoever knows how the reader asks.
 */
export class QuestionError extends Error {
  override readonly name = "QuestionError";
  readonly code: QuestionProblem;
  constructor(code: QuestionProblem, message: string) {
    super(message);
    this.code = code;
  }
}
