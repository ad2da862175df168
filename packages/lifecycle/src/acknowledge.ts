import type { AcceptanceEventId, Ledger, Snapshot } from "@review/db";
import { checkEach, checkFields } from "@review/db/check-fields";
import { appendAcceptances } from "@review/db/transitions";
import { checkSnapshot, SNAPSHOT_FIELDS } from "./create-run.ts";
import { type AcknowledgeInput, decideAcknowledge } from "./deciders/acknowledge.ts";
import { inTurn } from "./deciders/in-turn.ts";

export interface AcknowledgeOptions extends AcknowledgeInput {
  /** The texts behind the pairs' shas, so that a later diff can be shown from the ledger alone. */
  snapshots?: readonly Snapshot[];
}

const FIELDS = {
  pairs: "list",
  modelId: "text",
  kind: "text",
  overrideDecision: "text?",
  remark: "text?",
  snapshots: "list?",
} as const;
const PAIR_FIELDS = {
  notePath: "text",
  gateId: "text",
  noteSha: "text",
  gateSha: "text",
  movedFrom: "object?",
  expectReview: "number?",
  expectAcceptance: "number?",
} as const;

/**
 * Appends one acceptance event per pair, carrying on the review that the pair rests on (see `standingAcceptance`). All or
 * none. Returns the events' ids. Throws NeverReviewedError for a pair without an acceptance under the partition,
 * VerdictChangedError where another review than `expectReview` stands, AcceptanceChangedError where another acceptance than
 * `expectAcceptance` does, InvalidInputError for an override without a decision
 * or remark, another kind, or a sha that is none.
 */
export async function acknowledge(ledger: Ledger, options: AcknowledgeOptions): Promise<AcceptanceEventId[]> {
  return acknowledgeAll(ledger, [options]);
}

/**
 * As acknowledge for several kinds or partitions in one transaction: all of their pairs or none. Returns the events' ids,
 * those of the first acknowledgement first.
 */
export async function acknowledgeAll(
  ledger: Ledger,
  acknowledgements: readonly AcknowledgeOptions[],
): Promise<AcceptanceEventId[]> {
  checkFields({ acknowledgements }, "acknowledgeAll", { acknowledgements: "list" });
  for (const options of acknowledgements) checkAcknowledgement(options);
  const pairsOf = ({ pairs, modelId }: AcknowledgeOptions) =>
    pairs.map(({ notePath, gateId, noteSha, gateSha, movedFrom = { notePath, gateId } }) => ({
      ...movedFrom,
      noteSha,
      gateSha,
      modelId,
    }));
  const pairs = acknowledgements.flatMap(pairsOf);
  const snapshots = acknowledgements.flatMap((options) => options.snapshots ?? []);
  return appendAcceptances(ledger, { pairs, snapshots }, (current) =>
    inTurn(acknowledgements, current, decideAcknowledge),
  );
}

function checkAcknowledgement(options: AcknowledgeOptions): void {
  checkFields(options, "acknowledge", FIELDS);
  const { snapshots = [] } = options;
  checkEach(options.pairs, "pairs", PAIR_FIELDS);
  const moved = options.pairs.flatMap(({ movedFrom }) => movedFrom ?? []);
  checkEach(moved, "movedFrom", { notePath: "text", gateId: "text" });
  checkEach(snapshots, "snapshots", SNAPSHOT_FIELDS);
  for (const snapshot of snapshots) checkSnapshot(snapshot.sha, snapshot);
}
