import { realpathSync } from "node:fs";
import { homedir } from "node:os";
import path, { delimiter, type PlatformPath } from "node:path";
import { isInside } from "@review/corpus";
import { gitAbove } from "../git-above.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The folders of an environment's PATH that are absolute. A relative one, or an empty one, would be another folder in
 * each repository, with programs of that repository.
 */
export function searchFolders(
  environment: Environment,
  { delimiter, isAbsolute }: Pick<PlatformPath, "delimiter" | "isAbsolute"> = path,
): string[] {
  return (environment.PATH ?? environment.Path ?? "").split(delimiter).filter(isAbsolute);
}

/** An environment whose PATH has these folders and no others. Without any there is no PATH: an empty one means the current folder. */
export function withSearchFolders<Value extends string | undefined>(
  environment: Readonly<Record<string, Value>>,
  folders: readonly string[],
): Record<string, Value | string> {
  const { PATH: _, Path: __, ...others } = environment;
  return folders.length === 0 ? others : { ...others, PATH: folders.join(delimiter) };
}

/**
 * An environment in which no program of a tree is found by its name alone: without the folders of PATH that lie in the
 * tree or in the repository around it, as `npx` and `npm run` put `node_modules/.bin` of each folder there. `root` is a real path.
 */
export function outsideOf(root: string, environment: Environment): Environment {
  const tree = repositoryAround(root) ?? root;
  return withSearchFolders(
    environment,
    searchFolders(environment).filter((folder) => !isInside(tree, realPath(folder))),
  );
}

/**
 * The outermost one, since a submodule lies in the repository that it is one of; undefined if there is none. Where the user's home lies in
 * one, and with it programs that are the user's own, that is none.
 */
function repositoryAround(root: string): string | undefined {
  const git = gitAbove(root);
  if (git === undefined) return undefined;
  const folder = path.dirname(git);
  if (isInside(folder, realPath(homedir()))) return undefined;
  const above = path.dirname(folder);
  return (above === folder ? undefined : repositoryAround(above)) ?? folder;
}

/** A folder's path without symlinks. One that is not there has nothing in it either. */
export function realPath(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
