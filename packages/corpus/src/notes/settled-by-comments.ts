import type { SettledByComment } from "@review/protocol";
import { mentionsIgnore } from "../text/ignore-comment.ts";
import { ignoresOfGates } from "./ignores-of-gate.ts";

/** What the comments `review-ignore` of a note settle under some gates, by gate and line. */
export async function settledByComments(
  text: string,
  gateIds: readonly string[],
): Promise<SettledByComment[]> {
  // Few notes have any, and all that parses them would be loaded before every request.
  if (!mentionsIgnore(text)) return [];
  const { findIgnores } = await import("./find-ignores.ts");
  const { ignores } = await findIgnores(text);
  const find = ignoresOfGates(ignores);
  return gateIds.flatMap((gateId) =>
    find(gateId).map(({ reason, line }) => ({ gateId, reason, commentLine: line })),
  );
}
