import { isObject } from "@review/db/guards";
import { InvalidInputError } from "./errors.ts";

const KINDS = {
  text: { is: (value: unknown) => typeof value === "string", words: "a text" },
  /** Not kept as it is. */
  name: { is: (value: unknown) => typeof value === "string", words: "a text" },
  number: { is: (value: unknown) => typeof value === "number", words: "a number" },
  list: { is: Array.isArray, words: "a list" },
  object: { is: isObject, words: "an object" },
} as const;
type Kind = keyof typeof KINDS;

/**
 * Checks at run time what the types promise, for callers without types: that `value` is an object with such fields; a `?`
 * after the kind lets the field be undefined. Throws InvalidInputError that names the first field that is of another kind,
 * or a text that UTF-8 cannot hold.
 */
export function checkFields(
  value: unknown,
  name: string,
  fields: Readonly<Record<string, Kind | `${Kind}?`>>,
): void {
  if (!isObject(value)) throw new InvalidInputError(`${name} is not an object`);
  for (const [field, asked] of Object.entries(fields)) {
    const { is, words } = KINDS[asked.replace("?", "") as Kind];
    const isAbsent = value[field] === undefined && asked.endsWith("?");
    if (!isAbsent && !is(value[field])) throw new InvalidInputError(`${name}.${field} is not ${words}`);
    if (asked.startsWith("name") || isWellFormed(value[field])) continue;
    throw halfACharacter(`${name}.${field}`);
  }
}

/** Throws InvalidInputError for a text that UTF-8 cannot hold: it would be kept as another one, beside the sha of this. */
export function checkWellFormed(value: unknown, name: string): void {
  if (!isWellFormed(value)) throw halfACharacter(name);
}

const isWellFormed = (value: unknown) => typeof value !== "string" || value.isWellFormed();

function halfACharacter(name: string): InvalidInputError {
  return new InvalidInputError(`${name} holds half of a surrogate pair: cut the text between characters`);
}

/** As checkFields for a list of such objects. */
export function checkEach(
  list: readonly unknown[],
  name: string,
  fields: Parameters<typeof checkFields>[2],
): void {
  for (const [index, value] of list.entries()) checkFields(value, `${name}[${index}]`, fields);
}
