import { readFileSync } from "node:fs";
import type { Io } from "../process/io.ts";
import type { Command } from "./command.ts";

/** How wide help is at most, and off a terminal, in characters. */
export const HELP_WIDTH = 100;

/**
 * The help that a command line asks for, where the build has rendered it (`NAME.txt` in `folder`, by the program's or
 * the command's name); undefined where it has not, and for a terminal too narrow for it.
 */
export function findRenderedHelp(
  {
    name,
    commands,
    helpFolder,
  }: { name: string; commands: readonly Command[]; helpFolder?: URL | undefined },
  argv: readonly string[],
  { stdout }: Pick<Io, "stdout">,
): string | undefined {
  const [flag, word, ...more] = [...argv].reverse();
  const isKnown = word === undefined || commands.some(({ usage }) => usage[0].split(" ")[0] === word);
  if (!helpFolder || (flag !== "--help" && flag !== "-h") || more.length > 0 || !isKnown) return undefined;
  if ((stdout.columns ?? HELP_WIDTH) < HELP_WIDTH) return undefined;
  try {
    return readFileSync(new URL(`${word ?? name}.txt`, helpFolder), "utf8");
  } catch {
    return undefined;
  }
}
