import { existsSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import type { Corpus } from "@review/corpus";

type Runners = Corpus["config"]["runners"];

/** The runners of a tree as they are started from another folder: what of their commands are files of the tree has its full path. */
export function runnersAtRoot(
  { root, config: { runners } }: { root: string; config: { runners: Runners } },
  exists: (path: string) => boolean = existsSync,
): Runners {
  const inTree = (word: string) => {
    // A word without a dot or slash is a command's own, or a program to be looked for on PATH.
    const mayBeFile = /[./]/.test(word) && !word.startsWith("-") && !isAbsolute(word);
    return mayBeFile && exists(join(root, word)) ? join(root, word) : word;
  };
  // So is a program without a slash, whatever is called like it in the tree.
  const asProgram = (word: string) => (word.includes("/") ? inTree(word) : word);
  return Object.fromEntries(
    Object.entries(runners).map(([name, entry]) => {
      if ("command" in entry) {
        const [program = "", ...args] = entry.command;
        return [name, { ...entry, command: [asProgram(program), ...args.map(inTree)] }];
      }
      if ("api" in entry || entry.path === undefined) return [name, entry];
      return [name, { ...entry, path: asProgram(entry.path) }];
    }),
  );
}
