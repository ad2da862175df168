import type { AcceptanceEventId, Ledger, Snapshot } from "@review/db";
import { appendAcceptances } from "@review/db/transitions";
import { checkSnapshot } from "./create-run.ts";
import { type AcknowledgeInput, decideAcknowledge } from "./deciders/acknowledge.ts";

export interface AcknowledgeOptions extends AcknowledgeInput {
  /** The texts behind the pairs' shas, so that a later diff can be shown from the ledger alone. */
  snapshots?: readonly Snapshot[];
}

/**
 * Appends one acceptance event per pair, carrying the evidence review of the pair's newest one; all or
 * none. Returns the events' ids. Throws NeverReviewedError for a pair without an acceptance under the
 * partition, InvalidInputError for an override without a decision or remark, another kind, or a sha that is none.
 */
export async function acknowledge(ledger: Ledger, options: AcknowledgeOptions): Promise<AcceptanceEventId[]> {
  const { snapshots = [] } = options;
  for (const snapshot of snapshots) checkSnapshot(snapshot.sha, snapshot);
  const newestOf = options.pairs.map((pair) => pair.movedFrom ?? pair);
  return appendAcceptances(ledger, { ...options, pairs: newestOf, snapshots }, (current) =>
    decideAcknowledge(current, options),
  );
}
