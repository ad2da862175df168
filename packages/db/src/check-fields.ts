import { InvalidInputError } from "./errors.ts";
import { isObject } from "./guards.ts";

export { telemetryProblem } from "./telemetry-kinds.ts";

const KINDS = {
  text: { is: (value: unknown) => typeof value === "string", words: "a text" },
  /** Not kept as it is. */
  name: { is: (value: unknown) => typeof value === "string", words: "a text" },
  number: { is: (value: unknown) => typeof value === "number", words: "a number" },
  boolean: { is: (value: unknown) => typeof value === "boolean", words: "true or false" },
  /** A whole number that is not negative. */
  amount: { is: (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0, words: "an amount" },
  list: { is: Array.isArray, words: "a list" },
  numbers: { is: isListOf((value) => typeof value === "number"), words: "a list of numbers" },
  texts: {
    is: isListOf((value) => typeof value === "string" && value.isWellFormed()),
    words: "a list of texts",
  },
  iterable: { is: isIterable, words: "a list, or anything else to iterate over" },
  object: { is: isObject, words: "an object" },
  function: { is: (value: unknown) => typeof value === "function", words: "a function" },
} as const;
type Kind = keyof typeof KINDS;

function isListOf(is: (value: unknown) => boolean) {
  return (value: unknown) => Array.isArray(value) && value.every(is);
}

function isIterable(value: unknown): boolean {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

type Fields = Readonly<Record<string, Kind | `${Kind}?`>>;

/**
 * Checks at run time what the types promise, for callers without types: that `value` is an object with such fields; a `?`
 * after the kind lets the field be undefined. Throws InvalidInputError that names the first field that is of another kind,
 * or a text that UTF-8 cannot hold.
 */
export function checkFields(value: unknown, name: string, fields: Fields): void {
  const problem = findProblem(value, readFields(fields));
  if (problem !== undefined) throw new InvalidInputError(name + problem);
}

/** As checkFields for a list of such objects, which may be long. */
export function checkEach(list: readonly unknown[], name: string, fields: Fields): void {
  const asked = readFields(fields);
  for (const [index, value] of list.entries()) {
    const problem = findProblem(value, asked);
    if (problem !== undefined) throw new InvalidInputError(`${name}[${index}]${problem}`);
  }
}

/** Throws InvalidInputError for a text that UTF-8 cannot hold: it would be kept as another one, beside the sha of this. */
export function checkWellFormed(value: unknown, name: string): void {
  if (!isWellFormed(value)) throw new InvalidInputError(name + HALF_A_CHARACTER);
}

interface AskedField {
  field: string;
  kind: (typeof KINDS)[Kind];
  isOptional: boolean;
  isKept: boolean;
}

/** What is asked for every pair of a corpus is read once. */
const known = new WeakMap<Fields, AskedField[]>();

function readFields(fields: Fields): AskedField[] {
  const asked = known.get(fields) ?? parseFields(fields);
  known.set(fields, asked);
  return asked;
}

function parseFields(fields: Fields): AskedField[] {
  return Object.entries(fields).map(([field, asked]) => ({
    field,
    kind: KINDS[asked.replace("?", "") as Kind],
    isOptional: asked.endsWith("?"),
    isKept: !asked.startsWith("name"),
  }));
}

/** What is wrong with a value, to stand behind its name. */
function findProblem(value: unknown, asked: readonly AskedField[]): string | undefined {
  if (!isObject(value)) return " is not an object";
  for (const { field, kind, isOptional, isKept } of asked) {
    const found = value[field];
    const isAbsent = found === undefined && isOptional;
    if (!isAbsent && !kind.is(found)) return `.${field} is not ${kind.words}`;
    if (isKept && !isWellFormed(found)) return `.${field}${HALF_A_CHARACTER}`;
  }
  return undefined;
}

const isWellFormed = (value: unknown) => typeof value !== "string" || value.isWellFormed();
const HALF_A_CHARACTER = " holds half of a surrogate pair: cut the text between characters";
