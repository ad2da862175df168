import { posix, win32 } from "node:path";
import { type Environment, searchFolders } from "./search-path.ts";

/** What Windows itself takes where PATHEXT says nothing. */
const EXTENSIONS = ".COM;.EXE;.BAT;.CMD";

/**
 * The paths at which a program may be, the first that can be executed being it: for a name with a separator relative to `cwd`, for a bare name in
 * each absolute folder of the environment's PATH. On Windows a program ends in one of PATHEXT, so that of the shims that npm makes
 * (`claude`, `claude.cmd`, `claude.ps1`) the one for its shell is meant.
 */
export function programPaths(
  system: NodeJS.Platform,
  program: string,
  { cwd, environment }: { cwd: string; environment: Environment },
): string[] {
  const path = system === "win32" ? win32 : posix;
  const isPath = path.isAbsolute(program) || /[\\/]/.test(program);
  const whole = isPath
    ? [path.resolve(cwd, program)]
    : searchFolders(environment, path).map((folder) => path.join(folder, program));
  if (system !== "win32") return whole;
  const extensions = (environment.PATHEXT ?? EXTENSIONS).toLowerCase().split(";").filter(Boolean);
  if (extensions.includes(path.extname(program).toLowerCase())) return whole;
  return whole.flatMap((each) => extensions.map((extension) => `${each}${extension}`));
}
