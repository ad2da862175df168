import { delimiter, isAbsolute, resolve } from "node:path";
import which from "which";
import { type Environment, searchFolders } from "./search-path.ts";

/**
 * The path of a program as a subprocess in `cwd` would find it: a path with a separator relative to `cwd`, a bare name in
 * the absolute folders of the environment's PATH. Undefined if there is none that may be executed.
 */
export async function findProgram(
  program: string,
  { cwd, environment }: { cwd: string; environment: Environment },
): Promise<string | undefined> {
  const isPath = isAbsolute(program) || /[\\/]/.test(program);
  const folders = searchFolders(environment);
  // For `which` an empty PATH is the current folder.
  if (!isPath && folders.length === 0) return undefined;
  const found = await which(isPath ? resolve(cwd, program) : program, {
    nothrow: true,
    path: folders.join(delimiter),
    ...(environment.PATHEXT && { pathExt: environment.PATHEXT }),
  });
  return found ?? undefined;
}
