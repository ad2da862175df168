import type { GlobalArgs } from "../command-line/command.ts";
import type { Io } from "../process/io.ts";
import { count } from "./text.ts";

/**
 * How much of a list is shown: as much as was asked for, else for a person at a terminal so much that one can take it in, and
 * all of it where a program may read.
 */
export function screenful(
  { limit, json }: Pick<GlobalArgs, "json"> & { limit?: number | undefined },
  { stdout }: Pick<Io, "stdout">,
  usual: number,
): number {
  return limit ?? (stdout.isTTY && !json ? usual : Infinity);
}

/** Says of a list that was cut how many more there are, and how to see them; undefined of one that was not. */
export const explainLeft = (left: number, what: string) =>
  left > 0
    ? `${count(left, `more ${what}`)} not shown: \`--summary\` counts them, \`--limit N\` shows more`
    : undefined;

/** The same of groups. */
export const explainMoreGroups = (more: object | undefined) =>
  more && "not all groups are shown: `--limit N` shows more";
