import { join, parse } from "node:path";
import { isInside, repositoryOf } from "@review/corpus";
import { allowedEnvironment } from "../process/environment.ts";
import { type Environment, outsideOf, realPath } from "../process/search-path.ts";
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
  // Nor does it write to where a user's configuration has it tell what it does.
  environment: { GIT_ALLOW_PROTOCOL: "none", GIT_TRACE2: "0", GIT_TRACE2_EVENT: "0", GIT_TRACE2_PERF: "0" },
};

/** How a command of git that reads objects is started in a folder. */
export function harmlessGit(
  args: readonly string[],
  folder: string,
  environment: Environment,
): Pick<ProgramStart, "program" | "args" | "cwd" | "environment"> {
  return {
    program: "git",
    args: ["-C", folder, ...HARMLESS.settings.flatMap((setting) => ["-c", setting]), ...args],
    // Not the folder: git may be a version manager's shim, which has files of the folder that it is started in decide what it starts.
    cwd: parse(folder).root,
    environment: {
      ...allowedEnvironment(outsideOf(folder, environment)),
      ...HARMLESS.environment,
      ...(hasHomeIn(folder, environment) && { GIT_CONFIG_GLOBAL: "/dev/null" }),
      GIT_NO_REPLACE_OBJECTS: "1",
      GIT_NO_LAZY_FETCH: "1",
      LC_ALL: "C",
    },
  };
}

/** Whether the configuration that git takes for the user's lies in the folder or in the repository around it, as where a job's home is the checkout. */
function hasHomeIn(folder: string, { HOME, XDG_CONFIG_HOME }: Environment): boolean {
  const root = realPath(folder);
  const tree = repositoryOf(root) ?? root;
  const places = [HOME, XDG_CONFIG_HOME || (HOME && join(HOME, ".config"))];
  return places.some((place) => place && isInside(tree, realPath(place)));
}
