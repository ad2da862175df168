// Questions to values of which nothing is certain: texts, events and errors of other programs, and what callers without
// types pass. Everything here may import this; SQLite is not behind it.

export { dayOf, decidedBy, isDecidedAfter } from "./time-to-come.ts";

/** An object as JSON has them, of which nothing else is known. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is such an object: not null, and no list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a text says as JSON; undefined if it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The object that a text is as JSON; undefined if it is anything else. */
export function parseJsonObject(text: string): JsonObject | undefined {
  // A parser's error for each of many thousand lines would keep signals and timeouts waiting.
  const value = text.includes("{") ? parseJson(text) : undefined;
  return isObject(value) ? value : undefined;
}

/** Whether a text has anything that can be seen: not white space, controls and characters without width alone. */
export function saysSomething(text: string): boolean {
  return /[^\s\p{C}\p{M}]/u.test(text);
}

/** The `code` that an error carries, whose error it may be: `ENOENT`, `SQLITE_BUSY`, `run-not-found`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** The reason for a failure within a message that says what failed: the error's code, or else the error. */
export function failureReason(error: unknown): string {
  return errorCode(error) ?? String(error);
}
