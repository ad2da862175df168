import { delimiter, isAbsolute, resolve } from "node:path";
import which from "which";

/**
 * The path of a program as a subprocess in `cwd` would find it: a path with a separator relative to `cwd`, a
 * bare name on the environment's PATH. Undefined if there is none that may be executed.
 */
export async function findProgram(
  program: string,
  { cwd, environment }: { cwd: string; environment: Readonly<Record<string, string | undefined>> },
): Promise<string | undefined> {
  const isPath = isAbsolute(program) || /[\\/]/.test(program);
  const path = environment.PATH ?? environment.Path ?? "";
  const folders = path === "" ? [] : path.split(delimiter).map((folder) => resolve(cwd, folder));
  const found = await which(isPath ? resolve(cwd, program) : program, {
    nothrow: true,
    path: folders.join(delimiter),
    ...(environment.PATHEXT && { pathExt: environment.PATHEXT }),
  });
  return found ?? undefined;
}
