import { isObject, parseJsonObject } from "@review/db/guards";
import { readRegainedAccess } from "../../failures/error-class.ts";
import { amountOf, objectOf, textOf } from "../json-fields.ts";
import type { RolloutFacts } from "./rollout.ts";

export interface CodexError {
  /** `codex_error_info` of the rollout: codex's own name of the class; empty or `other` if it has none. */
  info: string;
  /** HTTP; 0 if there was no answer or it is not known. */
  status: number;
  /** When a used-up limit is reset: UTC, ISO 8601. */
  resetsAt?: string | undefined;
  retryAfterSeconds?: number | undefined;
  /** The `type` or `code` of the service's error, where codex hands on its JSON. */
  serviceCode: string;
  /** In codex's or the service's own words, for people. */
  text: string;
}

/** Reads the error out of the message of `turn.failed` and the rollout, if there is one. */
export function readCodexError(message: string, { errorInfo, resetsAt }: RolloutFacts): CodexError {
  const info = isObject(errorInfo) ? Object.entries(errorInfo)[0] : ([errorInfo, undefined] as const);
  const body = objectOf(parseJsonObject(message)?.error);
  // Apostrophes are typographic here and there.
  const text = (textOf(body.message) ?? message).replaceAll("’", "'");
  return {
    info: textOf(info?.[0]) ?? "",
    status: amountOf(objectOf(info?.[1]).http_status_code) ?? statusIn(message),
    resetsAt: resetsAt ?? readRegainedAccess(text),
    retryAfterSeconds: readRetryAfter(message),
    serviceCode: textOf(body.code) ?? textOf(body.type) ?? "",
    text,
  };
}

function statusIn(message: string): number {
  return Number(/\bstatus:? (\d{3})\b/.exec(message)?.[1] ?? 0);
}

/** `try again in 1.5s`, `in 20ms`, `in 1m30s`: in seconds. */
function readRetryAfter(message: string): number | undefined {
  const wait = /try again in (?:(\d{1,4})h)?(?:(\d{1,4})m(?!s))?(?:(\d{1,6}(?:\.\d{1,6})?)(ms|s))?/i.exec(
    message,
  );
  if (!wait) return undefined;
  const [, hours = 0, minutes = 0, rest = 0, unit] = wait;
  const seconds =
    Number(hours) * 3600 + Number(minutes) * 60 + Number(rest) / (unit?.toLowerCase() === "ms" ? 1000 : 1);
  return seconds > 0 ? seconds : undefined;
}
