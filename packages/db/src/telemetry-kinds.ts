import type { Telemetry, UnansweredCall } from "./execution-data.ts";
import { isObject } from "./guards.ts";
import { MODEL_EVIDENCE } from "./vocabulary.ts";

interface Kind {
  is: (value: unknown) => boolean;
  /** What such a value is, for a person. */
  words: string;
}

const isText = (value: unknown): boolean => typeof value === "string";
// JSON reads 1e999 as Infinity and writes that as null.
const isAmount = (value: unknown): boolean => Number.isFinite(value) && Number(value) >= 0;

const text: Kind = { is: isText, words: "a text" };
const amount: Kind = { is: isAmount, words: "a finite number, 0 or more" };
const flag: Kind = { is: (value) => typeof value === "boolean", words: "true or false" };

const isCounts = (value: unknown): boolean =>
  isObject(value) && Object.values(value).every((count) => count === undefined || isAmount(count));
const counts: Kind = { is: isCounts, words: `an object in which everything is ${amount.words}` };

const isNoneOr =
  ({ is }: Kind) =>
  (value: unknown): boolean =>
    value === undefined || is(value);

const UNANSWERED: Readonly<Record<keyof UnansweredCall, Kind["is"]>> = {
  invocationId: isText,
  modelId: isText,
  runner: isText,
  usage: isNoneOr(counts),
  costUsd: isNoneOr(amount),
  unpaid: isNoneOr(flag),
  durationMs: isNoneOr(amount),
};

/** What a value of each key must be. */
const KINDS: Readonly<Record<keyof Telemetry, Kind>> = {
  invocationId: text,
  runner: text,
  clientVersion: text,
  requestedModelId: text,
  model: text,
  effort: text,
  modelEvidence: {
    is: (value) => MODEL_EVIDENCE.some((known) => known === value),
    words: MODEL_EVIDENCE.join(" or "),
  },
  rekeyed: flag,
  sessionId: text,
  usage: counts,
  costUsd: amount,
  unpaid: flag,
  durationMs: amount,
  exitCode: { is: Number.isFinite, words: "a finite number" },
  ending: text,
  batchSize: amount,
  repairedPairs: amount,
  promptBytes: amount,
  promptSha: text,
  toolVersion: text,
  owner: {
    is: (value) => isObject(value) && isAmount(value.pid) && isText(value.host),
    words: "an object with a pid and a host",
  },
  unanswered: {
    is: (value) => isObject(value) && Object.entries(UNANSWERED).every(([key, is]) => is(value[key])),
    words: "an object with an invocationId, a modelId and a runner, and with numbers for what the call took",
  },
  imported: { is: isObject, words: "an object" },
};

const KIND_OF = new Map<string, Kind>(Object.entries(KINDS));

/** Whether a value of a telemetry key is what it must be; any value is, of a key that is not known. */
export function isTelemetryValue(key: string, value: unknown): boolean {
  return KIND_OF.get(key)?.is(value) ?? true;
}

/**
 * What keeps an object from being telemetry, in a few words that name the key; undefined if nothing does. A known key must
 * be of its kind, and no number may be infinite or NaN (JSON would make it null); undefined is as good as absent.
 */
export function telemetryProblem(telemetry: object): string | undefined {
  for (const [key, value] of Object.entries(telemetry)) {
    if (value === undefined) continue;
    if (!isTelemetryValue(key, value)) return `${key} is not ${KIND_OF.get(key)?.words}`;
    if (typeof value === "number" && !Number.isFinite(value)) return `${key} is ${value}`;
  }
  return undefined;
}
