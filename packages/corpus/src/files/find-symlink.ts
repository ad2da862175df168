import { lstatSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { isMissing } from "./file-errors.ts";

/**
 * The first symlink on the way from a folder to a path below it, both absolute, the path's own name included; undefined
 * if there is none as far as the path exists. Whether a symlink leads anywhere does not matter. Throws the error of the file
 * system if the way cannot be looked at.
 */
export function findSymlink(folder: string, path: string): string | undefined {
  let at = folder;
  for (const name of relative(folder, path).split(sep)) {
    at = join(at, name);
    try {
      if (lstatSync(at).isSymbolicLink()) return at;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }
  return undefined;
}
