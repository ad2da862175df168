import { type Attestation, describeAttestation } from "@review/lifecycle";
import { describeLockedKind } from "../words/words.ts";

/** Where a verdict comes from that the lock told of, and what it was there, if no review of its own: `…, overridden by a person`. */
export function describeSource(source: Attestation & { modelId: string }): string {
  return [describeAttestation(source), describeLockedKind(source) ?? []].flat().join(", ");
}
