import type { Consumption } from "@review/runner";
import { describeNumber, describeUsd } from "../../terminal/describe-amounts.ts";
import { describeSpan } from "../../terminal/describe-time.ts";
import type { PromptSizes } from "./prompt-sizes.ts";

/** How large the prompts are; nothing where there are none. */
export function expectPrompts(prompts: PromptSizes | undefined): string[] {
  if (!prompts) return [];
  const { totalBytes, largestBytes, aboutTokens, inputUsd } = prompts;
  const price = inputUsd === undefined ? "" : `, some ${describeUsd(inputUsd)} at list price`;
  return [
    `prompts: ${describeNumber(totalBytes)} bytes, the largest ${describeNumber(largestBytes)}; about ${describeNumber(aboutTokens)} tokens to read, if four bytes are one${price}`,
  ];
}

/** What reviews will cost by experience, or that nobody knows; `earlier` is what could have told. */
export function expectCosts(
  { tokens, costUsd, durationMs }: Consumption,
  earlier = "run of these gates",
): string {
  const parts = [
    ...(costUsd === undefined ? [] : [`about ${describeUsd(costUsd)}`]),
    ...(tokens === undefined ? [] : [`about ${describeNumber(Math.round(tokens))} tokens read and written`]),
    ...(durationMs === undefined ? [] : [`${describeSpan(durationMs)} of reviewing`]),
  ];
  if (parts.length === 0) return `what that costs is not known: no earlier ${earlier} has told`;
  const cost = costUsd === undefined ? "; its price is not known" : "";
  return `by the average of earlier runs: ${parts.join(", ")}${cost}`;
}
