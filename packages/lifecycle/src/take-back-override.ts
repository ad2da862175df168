import type { AcceptanceEventId, Ledger, ModelId } from "@review/db";
import { checkFields } from "@review/db/check-fields";
import { appendAcceptances } from "@review/db/transitions";
import { decideAcknowledge } from "./deciders/acknowledge.ts";
import { decideReopen, type ReopenInput } from "./deciders/reopen.ts";
import { REOPENED_FIELDS } from "./reopen.ts";

export interface TakeBackOverrideOptions {
  /** In the versions that it has now and is accepted in. */
  pair: ReopenInput["pairs"][number];
  modelId: ModelId;
  /** Why; kept with both events. */
  remark: string;
}

/**
 * Lets the reviewer's own decision count again in place of an override: the acceptance is taken back and the pair accepted at
 * once, so that it is stale for nobody meanwhile. Returns the ids of both events. Throws as `reopen` does.
 */
export async function takeBackOverride(
  ledger: Ledger,
  options: TakeBackOverrideOptions,
): Promise<AcceptanceEventId[]> {
  checkFields(options, "takeBackOverride", { pair: "object", modelId: "text", remark: "text" });
  const { pair, modelId, remark } = options;
  checkFields(pair, "pair", REOPENED_FIELDS);
  const pairs = [pair];
  return appendAcceptances(ledger, { pairs: [{ ...pair, modelId }] }, (current) => [
    ...decideReopen(current, { pairs, modelId, remark }),
    ...decideAcknowledge(current, { pairs, modelId, kind: "manual-ack", remark }),
  ]);
}
