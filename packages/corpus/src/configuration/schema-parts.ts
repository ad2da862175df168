import { isObject } from "@review/db/guards";
import { closest } from "fastest-levenshtein";
import * as v from "valibot";

// What the schemas of the configuration's parts are made of. Issue messages are ready to print after the key.

/** A text in which there is something to be seen. */
export const NOT_BLANK = /\S/;

const filled = expected("a non-empty string");
export const filledText = v.pipe(v.string(filled), v.regex(NOT_BLANK, filled));

export const positiveInteger = v.pipe(
  v.number(expected("a positive integer")),
  v.safeInteger(expected("a positive integer")),
  v.minValue(1, expected("a positive integer")),
);

/** An object that names the nearest known key for one it does not know. valibot alone takes a list for an object. */
export function closedObject<const Entries extends v.ObjectEntries>(entries: Entries) {
  const object = v.strictObject(entries, (issue) =>
    issue.expected === "never"
      ? `is not a known key; did you mean "${closest(String(issue.input), Object.keys(entries))}"?`
      : "is required",
  );
  return v.pipe(jsonObject("an object"), object);
}

/** Any object that is no list. */
export function jsonObject(what: string) {
  return v.custom<object>(isObject, expected(what));
}

/** An issue that says what was expected, and what stands there. */
export function expected(what: string) {
  return (issue: v.BaseIssue<unknown>): string => `expected ${what}, got ${show(issue.input)}`;
}

// 60 characters show what was written without repeating a pasted document.
function show(value: unknown): string {
  const written = JSON.stringify(value) ?? String(value);
  return written.length > 60 ? `${written.slice(0, 59)}…` : written;
}
