import { MODEL_EVIDENCE, type ModelEvidence, type Telemetry } from "@review/db";
import { isObject, type JsonObject, parseJson } from "@review/db/guards";

const TEXT_KEYS = ["clientVersion", "model", "effort", "sessionId"] as const;
const AMOUNT_KEYS = ["costUsd", "durationMs"] as const;
/** The kinds of tokens that usage tells of. */
export const USAGE_KEYS = ["inputTokens", "cachedInputTokens", "outputTokens", "reasoningTokens"] as const;

/**
 * Telemetry as a program or an agent wrote it, JSON: the known keys with values of the right type, others
 * left out. What the tool itself knows (ids, runner, prompt) cannot be set from outside. Never throws; a text
 * that is no JSON object gives a problem.
 */
export function readTelemetry(text: string): { telemetry?: Telemetry; problem?: string } {
  const value = parseJson(text);
  if (value === undefined) return { problem: "the telemetry is not JSON and was left out" };
  if (!isObject(value)) return { problem: "the telemetry is not a JSON object and was left out" };
  const telemetry: Telemetry = { ...pickTexts(value, TEXT_KEYS), ...pickAmounts(value, AMOUNT_KEYS) };
  if (isObject(value.usage)) telemetry.usage = pickAmounts(value.usage, USAGE_KEYS);
  const evidence = MODEL_EVIDENCE.find((known) => known === value.modelEvidence);
  // What a model says of itself is no evidence: its name is not kept as that of the model that answered.
  if (value.modelEvidence !== undefined && !evidence) delete telemetry.model;
  else if (telemetry.model !== undefined) telemetry.modelEvidence = evidence ?? "declared";
  return { telemetry };
}

/** In the place of a model's name where several models served a run. */
export const SEVERAL_MODELS = "mixed";

/** The model that answered, as far as telemetry has evidence of it: none if there were several. */
export function actualModel(
  telemetry: Telemetry | undefined,
): { model: string; effort?: string; evidence: ModelEvidence } | undefined {
  const { model, effort, modelEvidence } = telemetry ?? {};
  if (model === undefined || model === SEVERAL_MODELS || modelEvidence === undefined) return undefined;
  return { model, evidence: modelEvidence, ...(effort !== undefined && { effort }) };
}

function pickTexts<Key extends string>(from: JsonObject, keys: readonly Key[]) {
  const picked: Partial<Record<Key, string>> = {};
  for (const key of keys) {
    const value = from[key];
    if (typeof value === "string" && value.trim() !== "") picked[key] = value;
  }
  return picked;
}

function pickAmounts<Key extends string>(from: JsonObject, keys: readonly Key[]) {
  const picked: Partial<Record<Key, number>> = {};
  for (const key of keys) {
    const value = from[key];
    if (typeof value === "number" && Number.isFinite(value) && value >= 0) picked[key] = value;
  }
  return picked;
}
