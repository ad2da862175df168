import type { AcceptableDecision, AcceptanceEvent, ModelId } from "@review/db";
import type { NewAcceptance } from "@review/db/transitions";
import { InvalidInputError, NeverReviewedError } from "../errors.ts";

/** A pair in the version a person has seen and accepts. */
export interface AcknowledgedPair {
  notePath: string;
  gateId: string;
  noteSha: string;
  gateSha: string;
}

export interface AcknowledgeInput {
  pairs: readonly AcknowledgedPair[];
  modelId: ModelId;
  kind: "trivial-change-ack" | "gate-migration" | "manual-override";
  /** With `manual-override`, and only then. */
  overrideDecision?: AcceptableDecision;
  /** Kept with the event; mandatory with `manual-override`. */
  remark?: string;
}

/** The events that acknowledge some pairs, given each pair's newest one; throws if one of them must not be. */
export function decideAcknowledge(
  current: readonly (AcceptanceEvent | undefined)[],
  { pairs, modelId, kind, overrideDecision, remark }: AcknowledgeInput,
): NewAcceptance[] {
  const isOverride = kind === "manual-override";
  if (isOverride !== (overrideDecision !== undefined)) {
    throw new InvalidInputError(
      "a manual-override, and nothing else, names the decision that takes the verdict's place",
    );
  }
  if (isOverride && !remark?.trim())
    throw new InvalidInputError("a manual-override needs a remark that says why");
  return pairs.map(({ notePath, gateId, noteSha, gateSha }, index) => {
    const acceptedReviewId = current[index]?.acceptedReviewId;
    if (acceptedReviewId === undefined) throw new NeverReviewedError(notePath, gateId, modelId);
    return {
      notePath,
      gateId,
      modelId,
      acceptedReviewId,
      acceptedNoteSha: noteSha,
      acceptedGateSha: gateSha,
      acceptanceKind: kind,
      ...(overrideDecision && { overrideDecision }),
      ...(remark?.trim() && { remark: remark.trim() }),
    };
  });
}
