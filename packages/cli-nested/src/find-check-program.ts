import { delimiter, dirname, join } from "node:path";
import type { Io } from "@review/cli-kit";
import { findProgram } from "@review/runner";

/** Where the runner `checks` would find the program of a gate's check: `node_modules/.bin` from the root upwards, then PATH. */
export async function findCheckProgram(
  program: string,
  root: string,
  { environment }: Pick<Io, "environment">,
): Promise<string | undefined> {
  const local: string[] = [];
  for (let folder = root; ; folder = dirname(folder)) {
    local.push(join(folder, "node_modules", ".bin"));
    if (dirname(folder) === folder) break;
  }
  const path = [...local, environment.PATH ?? environment.Path ?? ""].join(delimiter);
  return findProgram(program, { cwd: root, environment: { ...environment, PATH: path } });
}
