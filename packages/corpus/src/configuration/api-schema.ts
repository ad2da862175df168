import { isObject } from "@review/db/guards";
import { API_PROVIDERS } from "@review/db/vocabulary";
import * as v from "valibot";
import { amountUpTo, closedObject, expected, filledText, wholeNumber } from "./schema-parts.ts";

/** An address without a name or password in it: those would be shown and logged. */
export const SERVICE_URL = /^https?:\/\/[^/?#@\s]+(?:\/[^?#@\s]*)?$/;

/** The name of an environment variable. */
export const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

const expectedUrl = expected(
  "a URL that begins with http:// or https://, without a login, query or fragment",
);

/** A login, a query or a fragment can hold a key. */
const withoutSecrets = (url: string) => url.replace(/\/\/[^/]*@/, "//…@").replace(/[?#].*/s, "?…");

/** Dollars for a million tokens. */
const dollars = amountUpTo(1_000_000);

const price = closedObject({
  input: dollars,
  cachedInput: v.optional(dollars),
  cacheWrite: v.optional(dollars),
  output: dollars,
});

/** More tokens than any model gives. */
const MOST_TOKENS = 10_000_000;

/** `runners.NAME` of a reviewer that needs no program. */
export const apiRunner = closedObject({
  api: v.pipe(
    closedObject({
      provider: v.picklist(API_PROVIDERS, expected(`one of ${API_PROVIDERS.join(", ")}`)),
      baseURL: v.optional(
        v.pipe(
          v.string(expected("a URL")),
          v.regex(SERVICE_URL, (issue) => expectedUrl({ ...issue, input: withoutSecrets(issue.input) })),
        ),
      ),
      model: v.optional(filledText),
      keyEnv: v.optional(
        v.pipe(
          v.string(expected("the name of an environment variable")),
          v.regex(VARIABLE, expected("the name of an environment variable")),
        ),
      ),
      headers: v.optional(
        v.pipe(
          v.custom<object>(isObject, expected("an object of name: value")),
          v.record(v.string(), v.string(expected("a string"))),
        ),
      ),
      maxOutputTokens: v.optional(wholeNumber(1, MOST_TOKENS)),
      temperature: v.optional(amountUpTo(100)),
      thinking: v.optional(wholeNumber(0, MOST_TOKENS)),
      prices: v.optional(
        v.pipe(
          v.custom<object>(isObject, expected("an object of model: price")),
          v.record(v.string(), price),
        ),
      ),
    }),
    v.check((asked) => canThink(asked), "has thinking, which only anthropic and google take"),
  ),
});

function canThink({ provider, thinking }: { provider: string; thinking?: number | undefined }): boolean {
  return thinking === undefined || ["anthropic", "google"].includes(provider);
}
