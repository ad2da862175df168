import type { Telemetry, TokenUsage } from "@review/db";
import type { JsonObject } from "@review/db/guards";
import type { ProcessEnd } from "../../process/subprocess.ts";
import type { ReviewRequest } from "../../runner.ts";
import { amountOf } from "../json-fields.ts";
import { servedModel } from "../served-model.ts";
import type { CodexFacts } from "./facts.ts";
import type { RolloutFacts } from "./rollout.ts";

/** One run, as far as it can be measured. */
export interface CodexRun {
  facts: CodexFacts;
  rollout: RolloutFacts;
  exit: ProcessEnd;
  request: ReviewRequest;
}

/**
 * What is known of the run. codex does not print its model: it is the one of the rollout, unless codex warned
 * that the service rerouted the requests to another. The effort, too, is the rollout's (as codex asked for it);
 * without a rollout it is what was passed. codex knows no cost.
 */
export function codexTelemetry({ facts, rollout, exit, request }: CodexRun): Telemetry {
  const usage = readUsage(facts.completed ?? rollout.usage);
  const effort = rollout.models.size > 0 ? rollout.effort : request.effort;
  const { clientVersion } = rollout;
  const { durationMs, exitCode } = exit;
  const known = { effort, clientVersion, sessionId: facts.threadId, usage, durationMs, exitCode };
  return { ...servedModel(facts.rerouted.size > 0 ? facts.rerouted : rollout.models), ...known };
}

/** `input_tokens` includes the cached ones. */
function readUsage(usage: JsonObject | undefined): TokenUsage | undefined {
  const tokens: TokenUsage = {
    ...pick("inputTokens", usage?.input_tokens),
    ...pick("cachedInputTokens", usage?.cached_input_tokens),
    ...pick("outputTokens", usage?.output_tokens),
    ...pick("reasoningTokens", usage?.reasoning_output_tokens),
  };
  return Object.keys(tokens).length > 0 ? tokens : undefined;
}

function pick(key: keyof TokenUsage, value: unknown): TokenUsage {
  const amount = amountOf(value);
  return amount === undefined ? {} : { [key]: amount };
}
