import { count, nameLine } from "@review/cli-kit";
import { describeBound } from "@review/views";
import { describeNumber } from "../../../terminal/describe-amounts.ts";
import { expectCosts } from "../../sweep/describe-plan.ts";
import type { SampleDocument } from "../sample-document.ts";

/** What a sample takes, what it would be worth, and what it will cost. */
export function describePlan(
  sample: SampleDocument,
  { gateId, modelId }: { gateId: string; modelId: string },
): string[] {
  const { open, reviewed, of, seed, estimate } = sample;
  const before = reviewed - open;
  const known =
    before === 0 ? "" : ` (${before} of the sample ${before === 1 ? "is" : "are"} reviewed already)`;
  return [
    `${count(open, "review")} of ${describeNumber(of)} ${of === 1 ? "pair" : "pairs"} of ${nameLine(gateId)} under ${nameLine(modelId)}, drawn by --seed ${seed}${known}`,
    `if none of them is decided otherwise: ${describeBound(sample)}`,
    ...(open === 0 ? [] : [expectCosts(estimate)]),
  ];
}

/** Flips that are named. */
const NAMED = 5;

/** What keeps the rest from being acknowledged, a line each. */
export function describeFlips(flips: SampleDocument["flips"]): string[] {
  const named = flips
    .slice(0, NAMED)
    .map(({ notePath, before, now }) => `flipped: ${nameLine(notePath)}: ${before} became ${now}`);
  return flips.length > NAMED ? [...named, `and ${count(flips.length - NAMED, "more flip")}`] : named;
}
