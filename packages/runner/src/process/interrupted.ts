import type { Failure } from "../execution.ts";
import { toOneLine } from "../one-line.ts";

/** Why an interruption came, where whoever aborted the signal gave an error as its reason; of a person's, nothing. */
export function whyInterrupted({ reason }: AbortSignal): string | undefined {
  return reason instanceof Error && reason.name !== "AbortError" ? reason.message : undefined;
}

/** What a run says that was interrupted. */
export function interruption(why: string | undefined): Failure<"interrupted"> {
  return {
    how: "interrupted",
    message: why === undefined ? "interrupted" : `interrupted: ${toOneLine(why)}`,
  };
}
