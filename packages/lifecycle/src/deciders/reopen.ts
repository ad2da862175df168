import type { AcceptanceEvent, ModelId } from "@review/db";
import type { NewAcceptance } from "@review/db/transitions";
import { InvalidInputError, NeverReviewedError, NotAcceptedError } from "../errors.ts";
import type { AcknowledgedPair } from "./acknowledge.ts";
import { requireExpected } from "./expected-acceptance.ts";

export interface ReopenInput {
  /** In the versions that they have now and are accepted in. */
  pairs: readonly Pick<
    AcknowledgedPair,
    "notePath" | "gateId" | "noteSha" | "gateSha" | "expectAcceptance"
  >[];
  modelId: ModelId;
  /** Why; kept with the event. */
  remark: string;
}

/** The events that take some acceptances back, given what each pair rests on; throws if one must not be. */
export function decideReopen(
  current: readonly (AcceptanceEvent | undefined)[],
  { pairs, modelId, remark }: ReopenInput,
): NewAcceptance[] {
  if (remark.trim() === "") throw new InvalidInputError("a reopened pair needs a remark that says why");
  return pairs.map((pair, index) => {
    const { notePath, gateId, noteSha, gateSha } = pair;
    const standing = current[index];
    requireExpected(standing, pair);
    const isAccepted =
      standing?.acceptedNoteSha === noteSha &&
      standing.acceptedGateSha === gateSha &&
      standing.acceptanceKind !== "withdrawn";
    if (!isAccepted) throw new NotAcceptedError(notePath, gateId, modelId);
    const { acceptedReviewId } = standing;
    if (acceptedReviewId === undefined) throw new NeverReviewedError(notePath, gateId, modelId);
    return {
      notePath,
      gateId,
      modelId,
      acceptedReviewId,
      acceptedNoteSha: noteSha,
      acceptedGateSha: gateSha,
      acceptanceKind: "withdrawn",
      remark: remark.trim(),
    };
  });
}
