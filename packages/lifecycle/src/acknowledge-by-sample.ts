import type { AcceptanceEventId, Ledger, ModelId, Snapshot } from "@review/db";
import { checkEach, checkFields } from "@review/db/check-fields";
import { appendAcceptances } from "@review/db/transitions";
import { checkSnapshot, SNAPSHOT_FIELDS } from "./create-run.ts";
import type { AcknowledgedPair } from "./deciders/acknowledge.ts";
import { decideBySample, type SampleInput } from "./deciders/acknowledge-by-sample.ts";

export interface SampledAcknowledgement {
  /** The pairs that were not reviewed, all of the sample's gate. */
  pairs: readonly AcknowledgedPair[];
  modelId: ModelId;
  sample: SampleInput;
  /** Kept with each event. */
  remark?: string | undefined;
  /** The texts behind the pairs' shas. */
  snapshots?: readonly Snapshot[];
}

const FIELDS = {
  pairs: "list",
  modelId: "text",
  sample: "object",
  remark: "text?",
  snapshots: "list?",
} as const;
const PAIR_FIELDS = {
  notePath: "text",
  gateId: "text",
  noteSha: "text",
  gateSha: "text",
  expectReview: "number?",
  expectAcceptance: "number?",
} as const;
const SAMPLE_FIELDS = {
  gateId: "text",
  gateSha: "text",
  seed: "text",
  population: "number",
  flipsAtMost: "number",
  confidence: "number",
  reviewed: "list",
} as const;

/**
 * Acknowledges after a change of a gate what was not reviewed, on a sample that was, in one transaction: one event of the kind
 * `gate-migration` for each pair, all of them naming the sample, whose reviews are recorded as the evidence. That no verdict
 * flipped is for the caller to have found out; that the reviews still stand is looked at again. Returns the events' ids.
 * Throws AcceptanceChangedError where something was decided about a review of the sample meanwhile, what `acknowledge` throws,
 * and InvalidInputError for a sample that is none.
 */
export async function acknowledgeBySample(
  ledger: Ledger,
  options: SampledAcknowledgement,
): Promise<AcceptanceEventId[]> {
  checkFields(options, "acknowledgeBySample", FIELDS);
  const { pairs, modelId, sample, snapshots = [] } = options;
  checkEach(pairs, "pairs", PAIR_FIELDS);
  checkFields(sample, "sample", SAMPLE_FIELDS);
  checkEach(sample.reviewed, "reviewed", { notePath: "text", noteSha: "text", eventId: "number" });
  checkEach(snapshots, "snapshots", SNAPSHOT_FIELDS);
  for (const snapshot of snapshots) checkSnapshot(snapshot.sha, snapshot);
  const { gateId, gateSha, reviewed } = sample;
  const asked = [
    ...pairs.map(({ notePath, noteSha, gateId, gateSha }) => ({
      notePath,
      noteSha,
      gateId,
      gateSha,
      modelId,
    })),
    ...reviewed.map(({ notePath, noteSha }) => ({ notePath, noteSha, gateId, gateSha, modelId })),
  ];
  const recorded = { ...sample, modelId, reviewed: reviewed.map(({ eventId }) => eventId) };
  return appendAcceptances(ledger, { pairs: asked, snapshots, sample: recorded }, (current) =>
    decideBySample(current, options),
  );
}
