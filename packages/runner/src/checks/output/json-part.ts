import { findJsonSyntaxProblem } from "@review/corpus";
import { isObject, parseJson } from "@review/db/guards";

/** The output of a check is not what its gate says it prints, or says itself that the check failed. One sentence. */
export class CheckOutputError extends Error {
  override readonly name = "CheckOutputError";
  readonly code = "check-output";
}

/** A part of what a tool printed as JSON, and where it stands; whatever is read from it has been looked at. */
export interface JsonPart {
  /** That of a key; the part must be an object. */
  key(name: string): JsonPart;
  /** As `key`; undefined where there is none, or null. */
  maybe(name: string): JsonPart | undefined;
  items(): JsonPart[];
  text(): string;
  isNumber(): boolean;
  number(): number;
  /** A number that counts from 1; undefined for any other number, with which tools say that they do not know. */
  ordinal(): number | undefined;
  isTrue(): boolean;
  /** The error that this part is not what was expected, e.g. `a text`. */
  refusal(expected: string): CheckOutputError;
}

/** A text as JSON; throws CheckOutputError, with line and column, where it is none. */
export function parseJsonPart(format: string, printed: string, inLine?: number): JsonPart {
  // JSON.parse refuses the byte order mark that some programs write.
  const text = printed.replace(/^\uFEFF/, "");
  const value = parseJson(text);
  if (value !== undefined) return jsonPart(format, value, inLine === undefined ? "" : `line ${inLine}`);
  const { line, column, problem } = findJsonSyntaxProblem(text) ?? {
    line: 1,
    column: 1,
    problem: "too long",
  };
  throw new CheckOutputError(`it printed no ${format}: line ${inLine ?? line}, column ${column}: ${problem}`);
}

function jsonPart(format: string, value: unknown, where: string): JsonPart {
  const refusal = (expected: string) =>
    new CheckOutputError(
      `it printed no ${format}: ${where === "" ? "the whole" : where} must be ${expected}`,
    );
  const at = (name: string): JsonPart => {
    if (!isObject(value)) throw refusal("an object");
    return jsonPart(
      format,
      Object.hasOwn(value, name) ? value[name] : undefined,
      where === "" ? name : `${where}.${name}`,
    );
  };
  return {
    key: at,
    maybe: (name) => {
      const part = at(name);
      return isObject(value) && (value[name] ?? null) !== null && Object.hasOwn(value, name)
        ? part
        : undefined;
    },
    items: () => {
      if (!Array.isArray(value)) throw refusal("a list");
      return value.map((item: unknown, index) => jsonPart(format, item, `${where}[${index}]`));
    },
    text: () => {
      if (typeof value !== "string") throw refusal("a text");
      return value;
    },
    isNumber: () => typeof value === "number",
    number: () => {
      if (typeof value !== "number") throw refusal("a number");
      return value;
    },
    ordinal: () => {
      if (typeof value !== "number") throw refusal("a number");
      return Number.isSafeInteger(value) && value >= 1 ? value : undefined;
    },
    isTrue: () => {
      if (typeof value !== "boolean") throw refusal("true or false");
      return value;
    },
    refusal,
  };
}
