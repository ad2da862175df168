import { allowedEnvironment } from "../process/environment.ts";
import { type Environment, outsideOf } from "../process/search-path.ts";
import type { ProgramStart } from "../process/start-process.ts";

/**
 * What a repository's own configuration may not have git start. Commands that read commits, trees and blobs alone start nothing in a
 * repository that has all its objects; one that lacks some (a partial clone) has them fetched by whatever its configuration names, by
 * a git older than 2.39.4 in spite of GIT_NO_LAZY_FETCH.
 */
const HARMLESS = {
  // The last: a folder of the tree that looks like a repository is none (from git 2.38 on), or it would be asked instead of the one around it.
  settings: ["core.fsmonitor=false", "core.hooksPath=/dev/null", "safe.bareRepository=explicit"],
  // Wins over every protocol.allow of a configuration: no transport at all.
  environment: { GIT_ALLOW_PROTOCOL: "none" },
};

/** How a command of git that reads objects is started in a folder. */
export function harmlessGit(
  args: readonly string[],
  folder: string,
  environment: Environment,
): Pick<ProgramStart, "program" | "args" | "cwd" | "environment"> {
  return {
    program: "git",
    args: [...HARMLESS.settings.flatMap((setting) => ["-c", setting]), ...args],
    cwd: folder,
    environment: {
      ...allowedEnvironment(outsideOf(folder, environment)),
      ...HARMLESS.environment,
      GIT_NO_REPLACE_OBJECTS: "1",
      GIT_NO_LAZY_FETCH: "1",
      LC_ALL: "C",
    },
  };
}
