import { findJsonSyntaxProblem } from "@review/corpus";
import { isObject, parseJson } from "@review/db/guards";

/** The output of a check is not what its gate says it prints, or says itself that the check failed. One sentence. */
export class CheckOutputError extends Error {
  override readonly name = "CheckOutputError";
  readonly code = "check-output";
}

/** A part of what a tool printed as JSON, and where it stands; whatever is read from it has been looked at. */
export class JsonPart {
  readonly #format: string;
  readonly #value: unknown;
  readonly #where: string;

  constructor(format: string, value: unknown, where: string) {
    this.#format = format;
    this.#value = value;
    this.#where = where;
  }

  /** The part of a key; this one must be an object. */
  key(name: string): JsonPart {
    const value = this.#value;
    if (!isObject(value)) throw this.refusal("an object");
    const where = this.#where === "" ? name : `${this.#where}.${name}`;
    return new JsonPart(this.#format, Object.hasOwn(value, name) ? value[name] : undefined, where);
  }

  /** As `key`; undefined where there is none, or null. */
  maybe(name: string): JsonPart | undefined {
    const part = this.key(name);
    return part.#value === undefined || part.#value === null ? undefined : part;
  }

  items(): JsonPart[] {
    const value = this.#value;
    if (!Array.isArray(value)) throw this.refusal("a list");
    return value.map((item: unknown, index) => new JsonPart(this.#format, item, `${this.#where}[${index}]`));
  }

  text(): string {
    if (typeof this.#value !== "string") throw this.refusal("a text");
    return this.#value;
  }

  isNumber(): boolean {
    return typeof this.#value === "number";
  }

  number(): number {
    if (typeof this.#value !== "number") throw this.refusal("a number");
    return this.#value;
  }

  /** A number that counts from 1; undefined for any other number, with which tools say that they do not know. */
  ordinal(): number | undefined {
    const number = this.number();
    return Number.isSafeInteger(number) && number >= 1 ? number : undefined;
  }

  isTrue(): boolean {
    if (typeof this.#value !== "boolean") throw this.refusal("true or false");
    return this.#value;
  }

  /** The error that this part is not what was expected, e.g. `a text`. */
  refusal(expected: string): CheckOutputError {
    const what = this.#where === "" ? "the whole" : this.#where;
    return new CheckOutputError(`it printed no ${this.#format}: ${what} must be ${expected}`);
  }
}

/** A text as JSON, `inLine` if it is one of many; throws CheckOutputError, with line and column, where it is none. */
export function parseJsonPart(format: string, printed: string, inLine?: number): JsonPart {
  // JSON.parse refuses the byte order mark that some programs write.
  const text = printed.replace(/^\uFEFF/, "");
  const value = parseJson(text);
  if (value !== undefined) return new JsonPart(format, value, inLine === undefined ? "" : `line ${inLine}`);
  const { line, column, problem } = findJsonSyntaxProblem(text) ?? {
    line: 1,
    column: 1,
    problem: "too long",
  };
  throw new CheckOutputError(`it printed no ${format}: line ${inLine ?? line}, column ${column}: ${problem}`);
}
