/** Why what a review says that it found cannot be what its result rests on, whatever stands in the note. */
export type ClaimProblemCode = "result-contradicts-findings" | "unknown-severity" | "too-many-findings";

export type FindingProblemCode =
  | ClaimProblemCode
  | "empty-finding"
  | "finding-without-quote"
  | "quote-not-found";

/** Why a finding cannot be recorded. `message` is one line and says how to mend it. */
export interface FindingProblem {
  readonly code: FindingProblemCode;
  readonly message: string;
  /** Which of the findings, from 1; absent if it is about them all. */
  readonly finding?: number;
  /** The words that do not stand in the note. */
  readonly quote?: string;
  /** The passage of the note that has most of these words. */
  readonly nearest?: { readonly line: number; readonly text: string };
}

/** The same of a problem for which the note need not be looked at. */
export interface ClaimProblem extends FindingProblem {
  readonly code: ClaimProblemCode;
}
