import type { AcceptanceEvent, AcceptanceEventId, ModelId } from "@review/db";
import type { NewAcceptance, NewSample } from "@review/db/transitions";
import { InvalidInputError } from "../errors.ts";
import { type AcknowledgedPair, decideAcknowledge } from "./acknowledge.ts";
import { requireExpected } from "./expected-acceptance.ts";

/** A reviewed pair of a sample, in the version that it has now. */
export interface SampledPair {
  notePath: string;
  noteSha: string;
  /** The event that accepted its review. */
  eventId: AcceptanceEventId;
}

/** A sample that was reviewed without a flip, and what it is worth. */
export interface SampleInput extends Omit<NewSample, "modelId" | "reviewed"> {
  reviewed: readonly SampledPair[];
}

/**
 * The events that acknowledge some pairs on a sample, given what each rests on, and behind them what the pairs of the sample rest on;
 * throws if one of them must not be.
 */
export function decideBySample(
  current: readonly (AcceptanceEvent | undefined)[],
  {
    pairs,
    modelId,
    sample,
    remark,
  }: {
    pairs: readonly AcknowledgedPair[];
    modelId: ModelId;
    sample: SampleInput;
    remark?: string | undefined;
  },
): NewAcceptance[] {
  const problem = sampleProblem(pairs, sample);
  if (problem !== undefined) throw new InvalidInputError(problem);
  for (const [index, { notePath, eventId }] of sample.reviewed.entries()) {
    const { gateId, gateSha } = sample;
    const standing = current[pairs.length + index];
    const notReviewed = `${notePath} was not reviewed against ${gateId} as it is now`;
    if (standing?.acceptedGateSha !== gateSha) throw new InvalidInputError(notReviewed);
    requireExpected(standing, { notePath, gateId, expectAcceptance: eventId });
    // What is attested may be a review elsewhere: its evidence says so, which is for the caller to read.
    if (!["full-review", "attested"].includes(standing.acceptanceKind))
      throw new InvalidInputError(notReviewed);
  }
  const said = remark === undefined ? {} : { remark };
  return decideAcknowledge(current.slice(0, pairs.length), {
    pairs,
    modelId,
    kind: "gate-migration",
    ...said,
  });
}

function sampleProblem(
  pairs: readonly AcknowledgedPair[],
  { gateId, gateSha, seed, population, flipsAtMost, confidence, reviewed }: SampleInput,
): string | undefined {
  if (pairs.length === 0) return "no pair is left that a sample could stand for";
  if (reviewed.length === 0) return "a sample without a review stands for nothing";
  if (seed.trim() === "") return "a sample has a seed that it was drawn by";
  const other = pairs.find((pair) => pair.gateId !== gateId || pair.gateSha !== gateSha);
  if (other) return `${other.notePath} with ${other.gateId} is not of the gate version that the sample is of`;
  const names = [...pairs, ...reviewed].map(({ notePath }) => notePath);
  const seen = new Set<string>();
  const twice = names.find((name) => seen.size === seen.add(name).size);
  if (twice !== undefined) return `${twice} is named twice`;
  if (!Number.isInteger(population) || population < names.length) {
    return `a sample is drawn from all that it stands for: ${population} is less than ${names.length}`;
  }
  if (!Number.isInteger(flipsAtMost) || flipsAtMost < 0 || flipsAtMost > population) {
    return `at most ${flipsAtMost} of ${population} is no bound`;
  }
  return confidence > 0 && confidence < 1
    ? undefined
    : `a confidence lies between 0 and 1, not at ${confidence}`;
}
