import type { Telemetry } from "./execution-data.ts";
import { MODEL_EVIDENCE } from "./vocabulary.ts";

const isText = (value: unknown): boolean => typeof value === "string";
const isAmount = (value: unknown): boolean => typeof value === "number";
const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What a value of each key must be. */
const KINDS: Readonly<Record<keyof Telemetry, (value: unknown) => boolean>> = {
  invocationId: isText,
  runner: isText,
  clientVersion: isText,
  requestedModelId: isText,
  model: isText,
  effort: isText,
  modelEvidence: (value) => MODEL_EVIDENCE.some((known) => known === value),
  rekeyed: (value) => typeof value === "boolean",
  sessionId: isText,
  usage: (value) => isObject(value) && Object.values(value).every(isAmount),
  costUsd: isAmount,
  durationMs: isAmount,
  exitCode: isAmount,
  batchSize: isAmount,
  promptBytes: isAmount,
  promptSha: isText,
  toolVersion: isText,
  owner: (value) =>
    isObject(value) && "pid" in value && isAmount(value.pid) && "host" in value && isText(value.host),
  imported: isObject,
};

/**
 * The telemetry in a column of the ledger. The ledger takes any JSON object there, from whatever program: a known key
 * with a value of another kind is left out, and keys that are not known stay.
 */
export function parseTelemetry(json: string): Telemetry {
  const kinds = new Map<string, (value: unknown) => boolean>(Object.entries(KINDS));
  const entries = Object.entries(JSON.parse(json) as object);
  return Object.fromEntries(entries.filter(([key, value]) => kinds.get(key)?.(value) ?? true));
}
