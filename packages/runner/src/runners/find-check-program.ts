import { delimiter, dirname, join } from "node:path";
import { findProgram } from "../process/find-program.ts";

/**
 * Where the runner `checks` finds the program of a gate's check: `node_modules/.bin` from the root upwards, then
 * PATH. Undefined if it is nowhere.
 */
export async function findCheckProgram(
  program: string,
  { root, environment }: { root: string; environment: Readonly<Record<string, string | undefined>> },
): Promise<string | undefined> {
  const local: string[] = [];
  for (let folder = root; ; folder = dirname(folder)) {
    local.push(join(folder, "node_modules", ".bin"));
    if (dirname(folder) === folder) break;
  }
  const path = [...local, environment.PATH ?? environment.Path ?? ""].join(delimiter);
  return findProgram(program, { cwd: root, environment: { ...environment, PATH: path } });
}
