import {
  ACCEPTABLE_DECISIONS,
  type AcceptableDecision,
  type AcceptanceEvent,
  type AcceptanceEventId,
  type GateReviewId,
  type ModelId,
} from "@review/db";
import type { NewAcceptance, PairKey } from "@review/db/transitions";
import { ACKNOWLEDGEMENT_KINDS } from "@review/db/vocabulary";
import { isCanonicalPath } from "../canonical-path.ts";
import { InvalidInputError, NeverReviewedError, VerdictChangedError } from "../errors.ts";
import { requireExpected } from "./expected-acceptance.ts";

/** A pair in the version a person has seen and accepts. */
export interface AcknowledgedPair {
  notePath: string;
  gateId: string;
  noteSha: string;
  gateSha: string;
  /** The name the pair had when it was accepted, if the note or gate was renamed; its content must be the same. */
  movedFrom?: PairKey;
  /** The review that was looked at; another one behind the pair by now is an error. */
  expectReview?: GateReviewId;
  /** The acceptance that stood when it was looked at; another one by now is an error. */
  expectAcceptance?: AcceptanceEventId;
}

export { ACKNOWLEDGEMENT_KINDS };
export type AcknowledgementKind = (typeof ACKNOWLEDGEMENT_KINDS)[number];

export interface AcknowledgeInput {
  pairs: readonly AcknowledgedPair[];
  modelId: ModelId;
  kind: AcknowledgementKind;
  /** With `manual-override`, and only then. */
  overrideDecision?: AcceptableDecision;
  /** Kept with the event; mandatory with `manual-override`. */
  remark?: string;
}

/** The events that acknowledge some pairs, given what each rests on; throws if one of them must not be. */
export function decideAcknowledge(
  current: readonly (AcceptanceEvent | undefined)[],
  input: AcknowledgeInput,
): NewAcceptance[] {
  const { pairs, modelId, kind, overrideDecision } = input;
  const remark = input.remark?.trim();
  const problem = acknowledgementProblem({ ...input, remark });
  if (problem) throw new InvalidInputError(problem);
  return pairs.map((pair, index) => {
    const { notePath, gateId, noteSha, gateSha, movedFrom, expectReview } = pair;
    const newest = current[index];
    const { acceptedReviewId } = newest ?? {};
    if (!newest || acceptedReviewId === undefined) {
      const reviewed = movedFrom ?? { notePath, gateId };
      throw new NeverReviewedError(reviewed.notePath, reviewed.gateId, modelId);
    }
    requireExpected(newest, pair);
    if (expectReview !== undefined && expectReview !== acceptedReviewId) {
      throw new VerdictChangedError(notePath, gateId, { expected: expectReview, standing: acceptedReviewId });
    }
    if (movedFrom && !(isCanonicalPath(notePath) && isCanonicalPath(gateId))) {
      throw new InvalidInputError(
        `${notePath} with ${gateId} is no pair: both are relative, with / and without . and ..`,
      );
    }
    if (movedFrom && (newest.acceptedNoteSha !== noteSha || newest.acceptedGateSha !== gateSha)) {
      throw new InvalidInputError(
        `${movedFrom.notePath} with ${movedFrom.gateId} was accepted in another version: a renamed pair is carried over only unchanged`,
      );
    }
    if (movedFrom && newest.acceptanceKind === "withdrawn") {
      throw new InvalidInputError(
        `${movedFrom.notePath} with ${movedFrom.gateId} was reopened: it needs a review`,
      );
    }
    return {
      notePath,
      gateId,
      modelId,
      acceptedReviewId,
      acceptedNoteSha: noteSha,
      acceptedGateSha: gateSha,
      acceptanceKind: kind,
      ...(overrideDecision && { overrideDecision }),
      ...(remark && { remark }),
    };
  });
}

function acknowledgementProblem({
  pairs,
  kind,
  overrideDecision,
  remark,
}: AcknowledgeInput): string | undefined {
  if (!ACKNOWLEDGEMENT_KINDS.includes(kind)) {
    return `${JSON.stringify(kind)} is no acknowledgement: it is one of ${ACKNOWLEDGEMENT_KINDS.join(", ")}`;
  }
  const isOverride = kind === "manual-override";
  if (isOverride !== (overrideDecision !== undefined)) {
    return "a manual-override, and nothing else, names the decision that takes the verdict's place";
  }
  if (overrideDecision !== undefined && !ACCEPTABLE_DECISIONS.includes(overrideDecision)) {
    return `a manual-override decides ${ACCEPTABLE_DECISIONS.join(", ")}, not ${JSON.stringify(overrideDecision)}`;
  }
  if (isOverride && !remark) return "a manual-override needs a remark that says why";
  const isSha = (text: string) => /^[0-9a-f]{64}$/.test(text);
  const wrong = pairs.find(({ noteSha, gateSha }) => !isSha(noteSha) || !isSha(gateSha));
  return (
    wrong && `${wrong.notePath} with ${wrong.gateId} is given with a content sha that is no SHA-256 (hex)`
  );
}
