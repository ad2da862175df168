import { lstatSync } from "node:fs";
import { basename } from "node:path";

/** What is wrong with a file whose name was lost when it was read. */
export const LOST_NAME = "has a name that is not UTF-8; rename it";

/** Whether a path, as a folder lists it, leads to nothing, because bytes of its name that are no UTF-8 were replaced. */
export function isNameLost(path: string): boolean {
  return basename(path).includes("\uFFFD") && lstatSync(path, { throwIfNoEntry: false }) === undefined;
}
