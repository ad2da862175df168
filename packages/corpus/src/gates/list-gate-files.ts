import { type Dirent, readdirSync, realpathSync } from "node:fs";
import { basename, join } from "node:path";
import type { Corpus, ReviewConfig } from "../configuration/config.ts";
import { describeFileError, isOutOfFiles } from "../files/file-errors.ts";
import { fileKind } from "../files/file-kind.ts";
import { isNameLost, LOST_NAME } from "../files/lost-name.ts";
import { canonicalPath, isInside, locatePath } from "../files/root-paths.ts";
import { GatesDirectoryError } from "./gate-errors.ts";

/** A file that stands for a gate, before it is read; `problem` says why it must not be. */
export interface GateFile {
  id: string;
  /** Relative to the root, with `/`. */
  path: string;
  problem?: string | undefined;
}

/**
 * The files under the gates directory that stand for gates, sorted by id: `.md` files other than `README.md`,
 * `index.md` and `*-index.md`, hidden ones and fixtures left out. A symlink to a file inside the root counts under its own name;
 * any other symlink is a broken gate. Throws GatesDirectoryError.
 */
export async function listGateFiles(
  corpus: Pick<Corpus, "root"> & { config: Pick<ReviewConfig, "gates"> },
): Promise<GateFile[]> {
  const folder = join(corpus.root, corpus.config.gates);
  const files: GateFile[] = [];
  for (const entry of readGatesDirectory(corpus.root, folder, corpus.config.gates)) {
    const file = join(entry.parentPath, entry.name);
    const name = canonicalPath(folder, file);
    if (name.split("/").some((segment) => segment.startsWith(".")) || isFixtureFolder(entry)) continue;
    const problem = entry.isSymbolicLink() ? await describeLink(corpus.root, file) : describeLostName(file);
    // A pipe or a device is no gate either, but reading it will say so.
    const isGate = !entry.isDirectory() && isGateName(name);
    const isUnreadLens = problem === LINKED_DIRECTORY || (entry.isDirectory() && problem !== undefined);
    if (isGate || isUnreadLens) {
      files.push({ id: name.replace(/\.md$/, ""), path: canonicalPath(corpus.root, file), problem });
    }
  }
  return files.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Of the folder beside a gate that holds its fixtures: `prose/clarity.tests` beside `prose/clarity.md`. Nothing below it is a gate. */
export const FIXTURES_ENDING = ".tests";

/** The ids of the gates that folders of fixtures are for, whether there are such gates or not, sorted. Throws GatesDirectoryError. */
export function listFixtureFolders(
  corpus: Pick<Corpus, "root"> & { config: Pick<ReviewConfig, "gates"> },
): string[] {
  const folder = join(corpus.root, corpus.config.gates);
  return readGatesDirectory(corpus.root, folder, corpus.config.gates)
    .filter((entry) => isFixtureFolder(entry) && !entry.isSymbolicLink() && !entry.name.startsWith("."))
    .map((entry) =>
      canonicalPath(folder, join(entry.parentPath, entry.name)).slice(0, -FIXTURES_ENDING.length),
    )
    .sort();
}

/** A file of such a name is nothing at all; what a symlink of it leads to, nobody has to know. */
function isFixtureFolder(entry: Dirent): boolean {
  return (entry.isDirectory() || entry.isSymbolicLink()) && entry.name.endsWith(FIXTURES_ENDING);
}

/** The paths of files that are no gates only because they are called `X-index.md`, sorted: somebody may think that they are. */
export function listIndexFiles(
  corpus: Pick<Corpus, "root"> & { config: Pick<ReviewConfig, "gates"> },
): string[] {
  const folder = join(corpus.root, corpus.config.gates);
  return readGatesDirectory(corpus.root, folder, corpus.config.gates)
    .filter(
      (entry) => !entry.isDirectory() && entry.name.endsWith("-index.md") && !entry.name.startsWith("."),
    )
    .map((entry) => canonicalPath(corpus.root, join(entry.parentPath, entry.name)))
    .sort();
}

const LINKED_DIRECTORY =
  "is a symlink to a directory, which is not followed; copy the gates or link them one by one";

function readGatesDirectory(root: string, folder: string, name: string): Dirent[] {
  try {
    const real = realpathSync.native(folder);
    if (!isInside(root, real)) throw new GatesDirectoryError(name, `leads out of the root, to ${real}`);
    return readBelow(folder);
  } catch (error) {
    if (error instanceof GatesDirectoryError || isOutOfFiles(error)) throw error;
    throw new GatesDirectoryError(name, `cannot be read: ${describeFileError(error)}`);
  }
}

/**
 * Node's own recursive reading ends at a folder whose name is not UTF-8. Symlinks are not followed, hidden folders not read.
 * Synchronously, since loading node:fs/promises takes longer (see file-kind.ts).
 */
function readBelow(folder: string, found: Dirent[] = []): Dirent[] {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    found.push(entry);
    const path = join(folder, entry.name);
    const isLens = entry.isDirectory() && !entry.name.startsWith(".") && !isFixtureFolder(entry);
    if (isLens && !isNameLost(path)) readBelow(path, found);
  }
  return found;
}

function describeLostName(path: string): string | undefined {
  return isNameLost(path) ? LOST_NAME : undefined;
}

async function describeLink(root: string, link: string): Promise<string | undefined> {
  const kind = fileKind(link);
  if (kind === undefined) return "is a symlink to nothing";
  if (kind === "directory") return LINKED_DIRECTORY;
  const target = await locatePath(link);
  return isInside(root, target.path)
    ? undefined
    : "is a symlink that leads out of the root, which is not followed";
}

/** Whether a file of such a name or path can be a gate. */
export function isGateName(name: string): boolean {
  const file = basename(name);
  return file.endsWith(".md") && file !== "README.md" && file !== "index.md" && !file.endsWith("-index.md");
}
