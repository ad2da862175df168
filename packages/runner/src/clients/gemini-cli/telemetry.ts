import type { Telemetry, TokenUsage } from "@review/db";
import type { JsonObject } from "@review/db/guards";
import type { ProcessEnd } from "../../process/subprocess.ts";
import { amountOf, objectOf } from "../json-fields.ts";
import { servedModel } from "../served-model.ts";
import type { GeminiFacts } from "./facts.ts";

/**
 * What is known of the run. The models are those that the service named in its answers; one that was asked and gave
 * nothing is listed, too, under the name it was asked by. gemini tells neither version nor effort nor cost: `effort` is what was passed.
 */
export function geminiTelemetry(
  { sessionId, result = {} }: GeminiFacts,
  { durationMs, exitCode }: ProcessEnd,
  effort: string | undefined,
): Telemetry {
  const stats = objectOf(result.stats);
  const served = Object.entries(objectOf(stats.models)).filter(
    ([, counts]) => (amountOf(objectOf(counts).total_tokens) ?? 0) > 0,
  );
  return {
    ...servedModel(new Set(served.map(([model]) => model))),
    ...{ effort, sessionId, usage: readUsage(stats), durationMs, exitCode },
  };
}

/** `input_tokens` includes the cached ones, `output_tokens` not what was thought: that is the rest of the total. */
function readUsage(stats: JsonObject): TokenUsage | undefined {
  const count = (name: string) => amountOf(stats[name]) ?? 0;
  const [inputTokens, written] = [count("input_tokens"), count("output_tokens")];
  if (inputTokens + written === 0) return undefined;
  const outputTokens = Math.max(count("total_tokens") - inputTokens, written);
  return {
    inputTokens,
    cachedInputTokens: count("cached"),
    outputTokens,
    reasoningTokens: outputTokens - written,
  };
}
