import { parseJsonObject } from "@review/db/guards";
import type { ServiceError } from "../../failures/service-error.ts";
import { amountOf, objectOf, objectsOf, textOf } from "../json-fields.ts";

/** Reads the error out of gemini's words: `[API Error: …]` around a sentence, or around the JSON of the service. */
export function readGeminiError(said: string, exitCode: number | undefined): ServiceError {
  const inner = /^\[API Error: ([\s\S]*?)\](?:\n|$)/.exec(said)?.[1] ?? said;
  const body = objectOf(parseJsonObject(inner)?.error);
  const text = textOf(body.message) ?? inner;
  const kinds = [body.status, ...objectsOf(body.details).map(({ reason }) => reason)];
  return {
    status: amountOf(body.code) ?? statusOf(exitCode),
    kinds: kinds.flatMap((kind) => textOf(kind)?.toLowerCase() ?? []),
    retryAfterSeconds: readRetryAfter(text),
    text,
  };
}

/** gemini exits with the HTTP status, of which a system keeps the last eight bits: 173 is 429. Its own codes are below 100. */
function statusOf(exitCode = 0): number {
  return exitCode >= 144 ? exitCode + 256 : 0;
}

/** `Please retry in 2.5s`, `Suggested retry after 2s`: in seconds. */
function readRetryAfter(text: string): number | undefined {
  const seconds = Number(/retry (?:in|after) (\d{1,6}(?:\.\d{1,9})?)s/i.exec(text)?.[1]);
  return seconds > 0 ? seconds : undefined;
}
