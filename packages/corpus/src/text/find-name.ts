import { nameFinder } from "@review/protocol";
import { AmbiguousNameError } from "./name-errors.ts";

/**
 * Which of the known names is meant by what was typed: the first of its readings that is known exactly, else the only
 * name that differs from a reading in spelling alone (Unicode normalisation, kinds of space, quote marks). Undefined
 * if there is none. Throws AmbiguousNameError if there are several.
 */
export function findName(
  input: string,
  { readings, known }: { readings: readonly string[]; known: Iterable<string> },
): string | undefined {
  return nameAmong(known)(input, readings);
}

/** The same of one input after another. */
export function nameAmong(
  known: Iterable<string>,
): (input: string, readings: readonly string[]) => string | undefined {
  const find = nameFinder([...new Set(known)].map((name) => [name, name]));
  return (input, readings) => {
    const [found, ...others] = find(...readings);
    if (found !== undefined && others.length > 0) throw new AmbiguousNameError(input, [found, ...others]);
    return found;
  };
}
