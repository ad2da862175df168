import type { SettledByComment } from "@review/protocol";
import { mentionsIgnore } from "../text/ignore-comment.ts";
import { namesGate } from "./settled-by.ts";

/** What the comments `review-ignore` of a note settle under some gates, by gate and line. */
export async function settledByComments(
  text: string,
  gateIds: readonly string[],
): Promise<SettledByComment[]> {
  // Few notes have any, and all that parses them would be loaded before every request.
  if (!mentionsIgnore(text)) return [];
  const { findIgnores } = await import("./find-ignores.ts");
  const { ignores } = await findIgnores(text);
  return gateIds.flatMap((gateId) =>
    ignores
      .filter((ignore) => ignore.gateIds.some((name) => namesGate(name, gateId)))
      .map(({ reason, line }) => ({ gateId, reason, commentLine: line })),
  );
}
