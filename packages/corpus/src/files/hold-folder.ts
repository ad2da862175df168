import { closeSync, constants, existsSync, lstatSync, mkdirSync, openSync } from "node:fs";
import { dirname, join } from "node:path";
import { errorCode } from "@review/db/guards";
import { CorpusError } from "../errors.ts";
import { findSymlink } from "./find-symlink.ts";
import { OPEN_FILES } from "./root-paths.ts";

/** A folder that stays the same one, whatever is put in its place meanwhile. */
export interface HeldFolder {
  /** By which its files are reached, as long as it is held. */
  readonly path: string;
  /** The folder that it is in, held for itself. */
  parent(): HeldFolder;
  close(): void;
}

/** A symlink stands where a folder should be. */
export class SymlinkOnTheWayError extends CorpusError {
  /** Absolute. */
  readonly link: string;

  constructor(link: string) {
    super("symlink-on-the-way", `${link} is a symlink: move it away first`);
    this.link = link;
  }
}

const FOLDER = constants.O_RDONLY | (constants.O_DIRECTORY ?? 0) | (constants.O_NOFOLLOW ?? 0);
/** Where not, only a path reaches a folder, and may lead to something else a moment later. */
const canHold = existsSync(OPEN_FILES);

/**
 * Opens a folder by its path from a root (with `/`), and makes those that are missing if `makes`. On Linux no symlink is followed, not even one that takes a
 * folder's place while this looks or what is in it is written; elsewhere one is that was put there after this has looked. Throws SymlinkOnTheWayError
 * and the errors of the file system.
 */
export function holdFolder(root: string, path: string, { makes = false } = {}): HeldFolder {
  if (!canHold) return foundFolder(root, path, makes);
  let held = heldFolder(openSync(root, constants.O_RDONLY | constants.O_DIRECTORY));
  let way = root;
  for (const name of path.split("/").filter((part) => part !== "" && part !== ".")) {
    way = join(way, name);
    const at = `${held.path}/${name}`;
    try {
      if (makes) makeFolder(at);
      const next = heldFolder(openSync(at, FOLDER));
      held.close();
      held = next;
    } catch (error) {
      const isLink = lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink();
      held.close();
      throw isLink ? new SymlinkOnTheWayError(way) : error;
    }
  }
  return held;
}

function heldFolder(descriptor: number): HeldFolder {
  const path = `${OPEN_FILES}/${descriptor}`;
  return {
    path,
    parent: () => heldFolder(openSync(`${path}/..`, FOLDER)),
    close: () => closeSync(descriptor),
  };
}

function foundFolder(root: string, path: string, makes: boolean): HeldFolder {
  const folder = join(root, path);
  const link = findSymlink(root, folder);
  if (link !== undefined) throw new SymlinkOnTheWayError(link);
  if (makes) mkdirSync(folder, { recursive: true });
  lstatSync(folder);
  return knownFolder(folder);
}

const knownFolder = (path: string): HeldFolder => ({
  path,
  parent: () => knownFolder(dirname(path)),
  close: () => {},
});

function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  }
}
