import { isObject, type JsonObject, parseJsonObject } from "@review/db/guards";
import { amountOf, objectOf, objectsOf, textOf } from "../clients/json-fields.ts";
import type { ServiceError } from "../failures/service-error.ts";
import { BadProxyError, TooMuchOutputError } from "./bounded-fetch.ts";

/** What is known of an error of a service, or on the way to it. Nothing of the request is: that holds the whole prompt. */
export interface ApiError extends ServiceError {
  /** The system's code: `ECONNREFUSED`, `CERT_HAS_EXPIRED`. */
  code?: string | undefined;
  /** The port that a connection was refused at: that of the service, or of a proxy. */
  port?: number | undefined;
  /** The name that stands for no machine. */
  hostname?: string | undefined;
  /** Where an answer redirects to. */
  location?: string | undefined;
  /** Whether more came than an answer may have. */
  tooMuch: boolean;
  /** Whether the proxy that the environment names cannot be one. */
  badProxy: boolean;
  /** Whether what came is no answer of such a service. */
  notUnderstood: boolean;
  /** Whether it was not even HTTP. */
  notHttp: boolean;
}

/** A chain of causes that is longer than this goes in circles. */
const MOST_CAUSES = 8;

/** Reads an error that the library threw, or sent as a part of its stream. Total: anything can be one. */
export function readApiError(error: unknown): ApiError {
  const chain = causesOf(error);
  const first = fieldsOf(chain[0]);
  const bodies = chain.map((each) => bodyOf(fieldsOf(each)));
  const body = bodies.find((each) => Object.keys(each).length > 0) ?? {};
  // OpenAI tells of a failure in the middle of a stream within the response.
  const inner = [body.error, objectOf(body.response).error].find(isObject) ?? body;
  const status = amountOf(first.statusCode) ?? amountOf(inner.status) ?? 0;
  const names = chain.map((each) => textOf(fieldsOf(each).name));
  const kinds = [
    inner.type,
    inner.code,
    inner.status,
    ...objectsOf(inner.details).map(({ reason }) => reason),
  ];
  const text =
    textOf(inner.message) ??
    textOf(body.error) ??
    textOf(fieldsOf(chain.at(-1)).message) ??
    textOf(error) ??
    "";
  return {
    // What broke off in the middle of a good answer has its status.
    status: status >= 200 && status < 300 ? 0 : status,
    kinds: kinds.flatMap((kind) => textOf(kind)?.toLowerCase() ?? []),
    code: chain.map((each) => textOf(fieldsOf(each).code)).findLast((code) => /^[A-Z]/.test(code ?? "")),
    port: chain.map((each) => amountOf(fieldsOf(each).port)).findLast((port) => port !== undefined),
    retryAfterSeconds: readRetryAfter(objectOf(first.responseHeaders), inner),
    location: textOf(objectOf(first.responseHeaders).location),
    hostname: chain.map((each) => textOf(fieldsOf(each).hostname)).findLast((name) => name !== undefined),
    badProxy: chain.some((each) => each instanceof BadProxyError),
    tooMuch: chain.some((each) => each instanceof TooMuchOutputError),
    notHttp: names.includes("HTTPParserError"),
    notUnderstood:
      names.some((name) => /JSONParseError|TypeValidationError|HTTPParserError/.test(name ?? "")) ||
      /^JSON parsing failed/.test(text),
    text,
  };
}

function causesOf(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let each = error; each !== undefined && each !== null && chain.length < MOST_CAUSES; ) {
    chain.push(each);
    // Node tries several addresses, and tells each failure.
    const { cause, errors } = fieldsOf(each);
    each = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
  }
  return chain;
}

/** Errors have fields that are their own, and some that are not enumerable. */
function fieldsOf(value: unknown): JsonObject {
  return typeof value === "object" && value !== null ? (value as JsonObject) : {};
}

/** What the service said: parsed by the library, or as it came; a part of a stream is itself what it said. */
function bodyOf(fields: JsonObject): JsonObject {
  if (isObject(fields.data)) return fields.data;
  const written = typeof fields.responseBody === "string" ? fields.responseBody : "";
  const parsed = parseJsonObject(written);
  if (parsed) return parsed;
  return fields instanceof Error ? {} : fields;
}

const SECONDS = /^\d{1,9}(?:\.\d+)?$/;
const HTTP_DATE = /^[a-z]{3,9}, .* GMT$/i;

/** Seconds: a header, or what Google says in its details (`"retryDelay": "37s"`). */
function readRetryAfter(headers: JsonObject, inner: JsonObject): number | undefined {
  const milliseconds = textOf(headers["retry-after-ms"])?.trim() ?? "";
  if (SECONDS.test(milliseconds) && Number(milliseconds) > 0) return Number(milliseconds) / 1000;
  const asked = textOf(headers["retry-after"])?.trim() ?? "";
  if (SECONDS.test(asked)) return Number(asked) || undefined;
  // What is no time is often understood as one all the same.
  const until = HTTP_DATE.test(asked) ? (Date.parse(asked) - Date.now()) / 1000 : 0;
  if (until > 0) return Math.ceil(until);
  const delays = objectsOf(inner.details).map(({ retryDelay }) =>
    Number.parseFloat(textOf(retryDelay) ?? ""),
  );
  return delays.find((delay) => delay > 0);
}
