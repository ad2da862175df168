// PostgreSQL keeps every character in a text but NUL. A note may have one, and is kept as it is: NUL is written as the
// noncharacter U+FFFE and a 0, and U+FFFE itself, which no text means anything by, twice.

const SIGN = "\uFFFE";
const UNKEPT = new RegExp(`[\0${SIGN}]`, "g");
const WRITTEN = new RegExp(`${SIGN}([0${SIGN}])`, "g");

/** A text as PostgreSQL keeps it. */
export function toKeptText(text: string): string {
  if (!text.includes("\0") && !text.includes(SIGN)) return text;
  return text.replace(UNKEPT, (character) => SIGN + (character === SIGN ? SIGN : "0"));
}

/** The text that is kept so. */
export function fromKeptText(kept: string): string {
  if (!kept.includes(SIGN)) return kept;
  return kept.replace(WRITTEN, (_, character) => (character === SIGN ? SIGN : "\0"));
}

/**
 * A value as a text of JSON for a column, where a NUL stands as itself: PostgreSQL reads no JSON with an escaped one. Throws what
 * `JSON.stringify` throws.
 */
export const toJsonText = (value: unknown): string => withPlainNul(JSON.stringify(value));

/** Of a text that is JSON the same. */
export const withPlainNul = (json: string): string =>
  json.includes("\\u0000")
    ? json.replace(/\\(?:u0000|.)/gs, (escaped) => (escaped === "\\u0000" ? "\0" : escaped))
    : json;

/** The text of a JSON column as JSON again. */
export const toJson = (text: string | null): string | null =>
  text?.includes("\0") ? text.replaceAll("\0", "\\u0000") : text;
