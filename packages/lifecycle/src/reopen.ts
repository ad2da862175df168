import type { AcceptanceEventId, Ledger, PairUnderModel } from "@review/db";
import { checkEach, checkFields } from "@review/db/check-fields";
import { appendAcceptances } from "@review/db/transitions";
import { inTurn } from "./deciders/in-turn.ts";
import { decideReopen, type ReopenInput } from "./deciders/reopen.ts";
import { InvalidInputError } from "./errors.ts";

export type ReopenOptions = ReopenInput;

/** Of a pair. */
export const REOPENED_FIELDS = {
  notePath: "text",
  gateId: "text",
  noteSha: "text",
  gateSha: "text",
  expectAcceptance: "number?",
} as const;

/**
 * Takes back what was accepted of some pairs in the versions they have now: they are stale (`reopened`) until they are
 * reviewed or acknowledged again. Pairs under several partitions are several entries; all or none. Returns the events' ids,
 * those of the first entry first. Throws NotAcceptedError for a pair that is not accepted in these versions,
 * AcceptanceChangedError where another acceptance than `expectAcceptance` stands, NeverReviewedError for one that was imported without a review, InvalidInputError without a remark, and for a pair that is
 * given twice.
 */
export async function reopen(
  ledger: Ledger,
  reopened: readonly ReopenOptions[],
): Promise<AcceptanceEventId[]> {
  checkFields({ reopened }, "reopen", { reopened: "list" });
  for (const options of reopened) {
    checkFields(options, "reopen", { pairs: "list", modelId: "text", remark: "text" });
    checkEach(options.pairs, "pairs", REOPENED_FIELDS);
  }
  const pairs = reopened.flatMap(({ modelId, pairs }) => pairs.map((pair) => ({ ...pair, modelId })));
  requireEachOnce(pairs);
  return appendAcceptances(ledger, { pairs }, (current) => inTurn(reopened, current, decideReopen));
}

function requireEachOnce(pairs: readonly PairUnderModel[]): void {
  const seen = new Set<string>();
  for (const { notePath, gateId, modelId } of pairs) {
    const key = JSON.stringify([notePath, gateId, modelId]);
    if (seen.has(key))
      throw new InvalidInputError(`${notePath} with ${gateId} was given twice under ${modelId}`);
    seen.add(key);
  }
}
