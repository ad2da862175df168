import { platform } from "node:os";
import which from "which";
import { programPaths } from "./program-paths.ts";
import type { Environment } from "./search-path.ts";

/**
 * The path of a program as a subprocess in `cwd` would find it: a path with a separator relative to `cwd`, a bare name in
 * the absolute folders of the environment's PATH. Undefined if there is none that may be executed.
 */
export async function findProgram(
  program: string,
  { cwd, environment }: { cwd: string; environment: Environment },
): Promise<string | undefined> {
  if (program === "") return undefined;
  for (const path of programPaths(platform(), program, { cwd, environment })) {
    // Asked by its whole path: on Windows a bare name is looked for in the current folder first.
    const found = await which(path, {
      nothrow: true,
      ...(environment.PATHEXT && { pathExt: environment.PATHEXT }),
    });
    if (found) return found;
  }
  return undefined;
}

/**
 * What is to be started for a program's name, where `cwd` is somebody else's folder: Windows would look for a bare name there before it looks at
 * PATH. Undefined if there is none.
 */
export async function startable(
  program: string,
  place: { cwd: string; environment: Environment },
  system: NodeJS.Platform = platform(),
): Promise<string | undefined> {
  return system === "win32" ? findProgram(program, place) : program;
}
