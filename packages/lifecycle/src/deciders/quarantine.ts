import type { ModelId, Quarantine, QuarantineEvidence } from "@review/db";
import type { NewQuarantine } from "@review/db/transitions";
import { InvalidInputError } from "../errors.ts";
import { decisionsAbout } from "./decisions-about.ts";

/** What a gate made of its fixtures under a partition. */
export interface TestedGate {
  gateId: string;
  gateSha: string;
  modelId: ModelId;
  /** Whether it does what they say. */
  holds: boolean;
  /** Why it does not, or that it does. */
  reason: string;
  evidence: QuarantineEvidence;
}

/** What somebody else decided about a gate, as far as it is known beside the ledger. */
export type KnownQuarantine = Pick<
  Quarantine,
  "gateId" | "modelId" | "gateSha" | "kind" | "reason" | "decidedAt"
>;

/**
 * The decisions that tests of gates lead to, given the newest about each: one that fails is quarantined, for the reason of now; of one
 * that holds that is lifted. Where nothing changes nothing is decided again.
 */
export function decideQuarantines(
  newest: readonly Quarantine[],
  tested: readonly TestedGate[],
  known: readonly KnownQuarantine[],
): NewQuarantine[] {
  const about = decisionsAbout([...newest, ...known]);
  return tested.flatMap(({ holds, ...test }): NewQuarantine[] => {
    if (test.reason.trim() === "") throw new InvalidInputError("a decision about a gate needs a reason");
    if (test.evidence.reviews.length === 0)
      throw new InvalidInputError(`the gate ${test.gateId} was tested without a review`);
    const { ofName, ofText } = about(test);
    const last = ofName.get(test.modelId) ?? ofText.get(test.modelId);
    if (holds) return last?.kind === "quarantined" ? [{ ...test, kind: "lifted" }] : [];
    const isKnown =
      last?.kind === "quarantined" && last.gateSha === test.gateSha && last.reason === test.reason;
    return isKnown ? [] : [{ ...test, kind: "quarantined" }];
  });
}
