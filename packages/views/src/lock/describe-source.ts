import { ACCEPTANCE_KINDS } from "@review/db/vocabulary";
import { type Attestation, describeAttestation } from "@review/lifecycle";
import { describeAcceptanceKind } from "../words/words.ts";

/** Where a verdict comes from that the lock told of, and what it was there, if no review of its own: `…, overridden by a person`. */
export function describeSource({ kind, ...source }: Attestation & { modelId: string }): string {
  const acceptanceKind = ACCEPTANCE_KINDS.find((each) => each === kind) ?? "attested";
  const isJudged = acceptanceKind === "full-review" || acceptanceKind === "attested";
  const words = isJudged ? [] : [describeAcceptanceKind({ acceptanceKind, sample: source.sample })];
  return [describeAttestation(source), ...words].join(", ");
}
