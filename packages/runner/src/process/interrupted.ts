import { errorCode } from "@review/db/guards";
import type { Failure } from "../execution.ts";
import { toOneLine } from "../one-line.ts";
import { explainShortage } from "./shortage.ts";

/**
 * Why an interruption came, where whoever aborted the signal gave an error as its reason; of a person's, nothing. What the system had no files left
 * for may be a part of this program, of which nobody is told the path.
 */
export function whyInterrupted({ reason }: AbortSignal): string | undefined {
  if (!(reason instanceof Error) || reason.name === "AbortError") return undefined;
  return explainShortage(errorCode(reason))?.what ?? reason.message;
}

/** What a run says that was interrupted. */
export function interruption(why: string | undefined): Failure<"interrupted"> {
  return {
    how: "interrupted",
    message: why === undefined ? "interrupted" : `interrupted: ${toOneLine(why)}`,
  };
}
