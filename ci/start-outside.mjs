// How a command is started about a tree, but not in it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";

/** Through these a process tells the later steps of its job what to do, or speaks for the job itself. */
const NOT_PASSED = /^(?:GITHUB_(?:ENV|PATH|OUTPUT|STATE|TOKEN)|GH_TOKEN|ACTIONS_.*)$/i;

/** The exit code where nothing came of it: above the one that says that something does not hold. */
export const COULD_NOT_BE_TOLD = 3;

/**
 * Starts a command in an empty folder, with `REVIEW_ROOT` naming the tree: npx and npm obey the `.npmrc`, `package.json` and
 * `node_modules` of the folder they are started in, and these are whoever's the tree is. It gets no token of the job.
 * @param {string[]} command the program, and its arguments
 * @param {{ root: string, stdout: "inherit" | "ignore" }} about
 * @returns {number} the exit code; what cannot be started at all is told in one line on stderr
 */
export function startOutside([program = "", ...args], { root, stdout }) {
  const folder = mkdtempSync(join(process.env.RUNNER_TEMP || tmpdir(), "review-"));
  // Without one npm looks for it in the folders above.
  writeFileSync(join(folder, "package.json"), "{}\n");
  const passed = Object.entries(process.env).filter(([name]) => !NOT_PASSED.test(name));
  try {
    const [file, ...given] = startable(program, args);
    const { status, error } = spawnSync(file, given, {
      cwd: folder,
      env: { ...Object.fromEntries(passed), REVIEW_ROOT: root },
      stdio: ["ignore", stdout, "inherit"],
    });
    if (error) return tellUnstarted(program, error);
    // What a signal ended has no code of its own.
    return status ?? 128;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} program
 * @param {Error & { code?: string }} error
 * @returns {number}
 */
function tellUnstarted(program, { code, message }) {
  const isRelative = /[\\/]/.test(program) && !isAbsolute(program);
  const why = isRelative ? "it is started in an empty folder" : (code ?? message);
  const mend = isRelative ? "name it by its absolute path" : "install it, or name another";
  console.error(`error: ${JSON.stringify(program)} could not be started (${why}): ${mend}`);
  return COULD_NOT_BE_TOLD;
}

/**
 * On Windows npx is a .cmd file: it needs a shell, which would read the arguments, too.
 * @param {string} program
 * @param {string[]} args
 * @returns {[string, ...string[]]}
 */
function startable(program, args) {
  if (process.platform !== "win32" || program !== "npx") return [program, ...args];
  const { execPath } = process;
  return [execPath, join(dirname(execPath), "node_modules/npm/bin/npx-cli.js"), ...args];
}
