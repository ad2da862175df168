import { MOST_OF_A_PAIR, type Settled } from "@review/protocol";
import { mentionsIgnore } from "../text/ignore-comment.ts";
import { ignoresOfGates } from "./ignores-of-gate.ts";

/**
 * What the comments `review-ignore` of a note settle under some gates, by gate and line: of each gate as many as a prompt may list, and how
 * many more there are.
 */
export async function settledByComments(text: string, gateIds: readonly string[]): Promise<Settled[]> {
  // Few notes have any, and all that parses them would be loaded before every request.
  if (!mentionsIgnore(text)) return [];
  const { findIgnores } = await import("./find-ignores.ts");
  const { ignores } = await findIgnores(text);
  const ofGates = ignoresOfGates(ignores);
  return gateIds.flatMap((gateId): Settled[] => {
    const { first, count } = ofGates.beginning(gateId, MOST_OF_A_PAIR);
    const listed = first.map(({ reason, line }) => ({ gateId, reason, commentLine: line }));
    return count > first.length ? [...listed, { gateId, more: count - first.length }] : listed;
  });
}
