import { isObject } from "@review/db/guards";
import { closest } from "fastest-levenshtein";
import * as v from "valibot";

// What the schemas of the configuration's parts are made of. Issue messages are ready to print after the key.

/** A text in which there is something to be seen. */
export const NOT_BLANK = /\S/;

const filled = expected("a non-empty string");
export const filledText = v.pipe(v.string(filled), v.regex(NOT_BLANK, filled));

/** A number, also of parts, from 0 to the most that any use of it has: what a file says is nobody's word that it can be borne. */
export function amountUpTo(most: number) {
  const message = expected(`a number from 0 to ${most}`);
  return v.pipe(v.number(message), v.minValue(0, message), v.maxValue(most, message));
}

/** The same of whole numbers. */
export function wholeNumber(least: number, most: number) {
  const message = expected(`a whole number from ${least} to ${most}`);
  return v.pipe(v.number(message), v.integer(message), v.minValue(least, message), v.maxValue(most, message));
}

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
