import type { Telemetry, TokenUsage } from "@review/db";
import type { ProcessEnd } from "../../process/subprocess.ts";
import type { ReviewRequest } from "../../runner.ts";
import { amountOf, objectOf, objectsOf } from "../json-fields.ts";
import { servedModel } from "../served-model.ts";
import type { ClaudeFacts } from "./facts.ts";

/**
 * What is known of the run. The model is the one the API named in its messages: `init.model` and the keys of
 * `modelUsage` are the requested one. Claude never reports the effort, so it is what was passed, unless claude said
 * that it ignored it.
 */
export function claudeTelemetry(facts: ClaudeFacts, exit: ProcessEnd, request: ReviewRequest): Telemetry {
  const { clientVersion, sessionId, models, result = {} } = facts;
  const { durationMs, exitCode } = exit;
  const counted = sumUsage(objectsOf(Object.values(objectOf(result.modelUsage))));
  const ofRun = readUsage(result.usage);
  const usage = request.session ? ofRun : (counted ?? ofRun);
  // Without usage the client counted nothing, and its cost of 0 says nothing.
  const total = usage && amountOf(result.total_cost_usd);
  const costUsd = countsSession(counted, ofRun) ? costSince(request, total) : total;
  const effort = exit.stderr.includes("Unknown --effort value") ? undefined : request.effort;
  const known = { effort, clientVersion, sessionId, usage, costUsd, durationMs, exitCode };
  return { ...servedModel(models), ...known };
}

/**
 * Whether models and costs are counted from the beginning of the session that a run goes on in: 2.1.332 does so, 2.1.197 does
 * not, and `usage` is that of the run in both.
 */
const countsSession = (counted: TokenUsage | undefined, ofRun: TokenUsage | undefined) =>
  (counted?.outputTokens ?? 0) > (ofRun?.outputTokens ?? 0);

function costSince({ session }: ReviewRequest, total: number | undefined): number | undefined {
  if (!session) return total;
  return total === undefined || session.costUsd === undefined
    ? undefined
    : Math.max(0, total - session.costUsd);
}

/** The usage of the whole run, where a client does not tell it by model. One of zeros says that nothing was counted. */
function readUsage(usage: unknown): TokenUsage | undefined {
  const counts = objectOf(usage);
  const count = (key: string) => amountOf(counts[key]) ?? 0;
  const [cached, outputTokens] = [count("cache_read_input_tokens"), count("output_tokens")];
  const inputTokens = count("input_tokens") + cached + count("cache_creation_input_tokens");
  return inputTokens + outputTokens > 0
    ? { inputTokens, cachedInputTokens: cached, outputTokens }
    : undefined;
}

/** The models' usage in one: input with what was written to or read from the cache, as other clients count it. */
function sumUsage(models: readonly Record<string, unknown>[]): TokenUsage | undefined {
  if (models.length === 0) return undefined;
  const sum = (...keys: string[]) =>
    models.reduce((total, model) => keys.reduce((part, key) => part + (amountOf(model[key]) ?? 0), total), 0);
  return {
    inputTokens: sum("inputTokens", "cacheCreationInputTokens", "cacheReadInputTokens"),
    cachedInputTokens: sum("cacheReadInputTokens"),
    outputTokens: sum("outputTokens"),
  };
}
