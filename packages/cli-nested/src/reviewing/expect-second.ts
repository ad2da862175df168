import { count } from "@review/cli-kit";
import type { Corpus, Gate } from "@review/corpus";
import { type Ledger, listOpinionCalls, type ModelId } from "@review/db";
import {
  type Consumption,
  consumptionOf,
  estimate,
  learn,
  noExperience,
  type SecondReviewer,
} from "@review/runner";
import { type Share, shareOf, viewGateReport } from "@review/views";
import { describeNumber, describeUsd } from "../terminal/describe-amounts.ts";

/** What a second reviewer would be asked at most, as far as the ledger lets anybody guess. */
export interface ExpectedSecond {
  modelId: ModelId;
  /** Prompts, at most: one for each batch in which something is found. */
  prompts: number;
  /** Earlier reviews of these gates under the model that is asked first, and those of them that found something; absent where there are none. */
  found?: Share;
  /** What so many prompts would take by the average of earlier second opinions of the model; each absent where none has told. */
  estimate: Consumption;
}

/** How much of `--confirm` is to be expected: no more of the batches than the share of reviews that may find something, each alone in its batch. */
export async function expectSecond(
  { corpus, ledger }: { corpus: Corpus; ledger: Ledger },
  { modelId }: SecondReviewer,
  asked: { gates: readonly Gate[]; partitions: readonly ModelId[]; pairs: number; batches: number },
): Promise<ExpectedSecond> {
  const gates = asked.gates.map(({ id }) => id);
  const { cards } = await viewGateReport(corpus, ledger, { gates, modelIds: asked.partitions });
  const bad = cards.reduce((sum, { reviews }) => sum + reviews.warn + reviews.fail, 0);
  const all = cards.reduce((sum, { reviews }) => sum + reviews.pass, bad);
  const found = all === 0 ? undefined : shareOf(bad, all);
  const prompts = Math.min(asked.batches, Math.ceil(asked.pairs * (found?.high ?? 1)));
  let experience = noExperience;
  const known = new Set<string>();
  for (const call of await listOpinionCalls(ledger)) {
    const { invocationId, requestedModelId } = call.telemetry;
    if (invocationId === undefined || known.has(invocationId)) continue;
    if (call.modelId !== modelId && requestedModelId !== modelId) continue;
    known.add(invocationId);
    experience = learn(experience, consumptionOf(call.telemetry), 1);
  }
  return { modelId, prompts, ...(found && { found }), estimate: estimate(experience, prompts) };
}

/** What is to be expected, as the upper bound that it is. */
export function describeExpectedSecond({ modelId, prompts, found, estimate: ahead }: ExpectedSecond): string {
  const why = found
    ? `${describeNumber(found.count)} of ${count(found.of, "earlier review")} found something (95 %: up to ${Math.ceil(found.high * 100)} %)`
    : "one for each batch, as no earlier review says how many find something";
  const { costUsd, tokens } = ahead;
  const parts = [
    ...(costUsd === undefined ? [] : [describeUsd(costUsd)]),
    ...(tokens === undefined ? [] : [`${describeNumber(Math.round(tokens))} tokens`]),
  ];
  const cost =
    parts.length === 0
      ? "what they cost is not known"
      : `at most about ${parts.join(", ")} by the average of earlier ones`;
  return `second opinions by ${modelId}: at most ${count(prompts, "prompt")}, ${why}; ${cost}`;
}
