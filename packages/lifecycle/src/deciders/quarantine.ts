import type { ModelId, Quarantine, QuarantineEvidence } from "@review/db";
import type { NewQuarantine } from "@review/db/transitions";
import { InvalidInputError } from "../errors.ts";

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
  return tested.flatMap(({ holds, ...test }): NewQuarantine[] => {
    if (test.reason.trim() === "") throw new InvalidInputError("a decision about a gate needs a reason");
    if (test.evidence.reviews.length === 0)
      throw new InvalidInputError(`the gate ${test.gateId} was tested without a review`);
    const about = decisionsAbout([...newest, ...known], test);
    const last = about.find(({ modelId }) => modelId === test.modelId);
    if (holds) return last?.kind === "quarantined" ? [{ ...test, kind: "lifted" }] : [];
    const isKnown =
      last?.kind === "quarantined" && last.gateSha === test.gateSha && last.reason === test.reason;
    return isKnown ? [] : [{ ...test, kind: "quarantined" }];
  });
}

/** What a decision is about, and when it was made. */
type GateDecision = Pick<KnownQuarantine, "gateId" | "gateSha" | "modelId" | "decidedAt">;

/**
 * The newest decisions about a gate, one for each partition: about its name, whatever became of its text since; where there is none,
 * about its very text, since a gate that was renamed is no better than before.
 */
export function decisionsAbout<Decision extends GateDecision>(
  decisions: readonly Decision[],
  { gateId, gateSha }: Pick<GateDecision, "gateId" | "gateSha">,
): Decision[] {
  const byTime = decisions.toSorted((a, b) => (a.decidedAt < b.decidedAt ? -1 : 1));
  const newest = (some: readonly Decision[]) => some.map((each) => [each.modelId, each] as const);
  return [
    ...new Map([
      ...newest(byTime.filter((each) => each.gateSha === gateSha)),
      ...newest(byTime.filter((each) => each.gateId === gateId)),
    ]).values(),
  ];
}
