import type { NoteOutcome } from "@review/protocol";
import type { Execution } from "../execution.ts";

/**
 * Whether what an answer says about a note is taken: every block asked for stands complete in it. Then the ending of
 * the process decides nothing, unless a block says that nothing could be judged (as those of checks that were stopped).
 */
export function isTaken({ ended }: Execution, { problems, reviews }: NoteOutcome): boolean {
  if (problems.length > 0) return false;
  return ended.how === "completed" || reviews.every(({ decision }) => decision !== "error");
}
