import type { PairKey } from "./changes.ts";
import { checkEach, checkFields } from "./check-fields.ts";
import type { AcceptanceEvent } from "./rows.ts";

const PAIR = { notePath: "text", gateId: "text" } as const;
const LIST = { deciding: "list" } as const;

/**
 * The override of a review that stands for a pair, given all overrides of it and withdrawals, the newest first. What was
 * decided about the pair by its own name last is it, unless that took back what was before; of a review that was carried
 * over from another name, what was decided there holds until something is decided here.
 */
export function standingOverride(
  deciding: readonly AcceptanceEvent[],
  pair: PairKey,
  reviewed: PairKey,
): AcceptanceEvent | undefined {
  checkFields({ deciding }, "standingOverride", LIST);
  checkEach(deciding, "deciding", PAIR);
  checkFields(pair, "pair", PAIR);
  checkFields(reviewed, "reviewed", PAIR);
  const isOf =
    ({ notePath, gateId }: PairKey) =>
    (event: PairKey) =>
      event.notePath === notePath && event.gateId === gateId;
  const last = deciding.find(isOf(pair)) ?? (isOf(pair)(reviewed) ? undefined : deciding[0]);
  return last?.overrideDecision === undefined ? undefined : last;
}
