import { UsageError } from "../errors/usage-error.ts";
import type { Io } from "../process/io.ts";
import { isYes } from "../process/yes.ts";
import { lineWithNames } from "./text.ts";

/**
 * Has a person agree before many things change at once: `--yes`, or an answer on the terminal; names may stand in the question as they are. Where nobody
 * can answer, throws UsageError that names `--yes`.
 */
export async function confirm(
  question: string,
  { yes }: { yes?: boolean | undefined },
  io: Io,
): Promise<boolean> {
  if (yes) return true;
  const answer = await io.ask(`${lineWithNames(question)} [y/N] `);
  if (answer === undefined) {
    throw new UsageError(`nobody is at a terminal to be asked "${question}": give --yes to go ahead`);
  }
  return isYes(answer);
}
