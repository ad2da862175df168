import type { Telemetry } from "@review/db";
import type { JsonObject } from "@review/db/guards";
import type { ProcessEnd } from "../../process/subprocess.ts";
import { amountOf, objectOf } from "../json-fields.ts";
import type { OpencodeFacts } from "./facts.ts";

/** What is known of the run. opencode tells neither the model that answered nor its own version; the effort is what was passed. */
export function opencodeTelemetry(
  { sessionId, usage, costUsd }: OpencodeFacts,
  { durationMs, exitCode }: ProcessEnd,
  effort: string | undefined,
): Telemetry {
  const known = { effort, sessionId, usage, durationMs, exitCode };
  return costUsd > 0 ? { ...known, costUsd } : known;
}

/** Adds a step that ended: its `input` is without what the cache gave or took, its `output` without what was thought. */
export function addStep(facts: OpencodeFacts, { tokens, cost }: JsonObject): void {
  const counts = objectOf(tokens);
  const cache = objectOf(counts.cache);
  const count = (value: unknown) => amountOf(value) ?? 0;
  const [cached, reasoning] = [count(cache.read), count(counts.reasoning)];
  const before = facts.usage;
  facts.usage = {
    inputTokens: (before?.inputTokens ?? 0) + count(counts.input) + cached + count(cache.write),
    cachedInputTokens: (before?.cachedInputTokens ?? 0) + cached,
    outputTokens: (before?.outputTokens ?? 0) + count(counts.output) + reasoning,
    reasoningTokens: (before?.reasoningTokens ?? 0) + reasoning,
  };
  facts.costUsd += count(cost);
}
