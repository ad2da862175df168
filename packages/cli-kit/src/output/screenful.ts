import type { GlobalArgs } from "../command-line/command.ts";
import type { Io } from "../process/io.ts";

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
