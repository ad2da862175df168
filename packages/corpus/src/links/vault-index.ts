import { posix } from "node:path";
import { withoutEndSlashes } from "../text/written-paths.ts";

/** The files of a vault by how a wikilink may name them. */
export type VaultIndex = ReadonlyMap<string, IndexedFile>;

interface IndexedFile {
  /** Relative to the vault, with `/`. */
  path: string;
  /** Whether another file is named by the same end of its path, and no nearer. */
  isTied: boolean;
}

/** What the path of a wikilink names: a file (its path in the vault), or several, or none. */
export type NamedFile = { path: string } | "several" | "none";

/** The most names at the end of a path by which a file is found, beside its whole path: nobody writes more. */
const MOST_NAMES = 16;

/**
 * Indexes the files of a vault: under each end of its path (`c.md`, `b/c.md`, `a/b/c.md`) the file with the shortest path.
 * Takes time in proportion to the paths.
 */
export function indexVault(paths: readonly string[]): VaultIndex {
  const index = new Map<string, IndexedFile>();
  for (const path of paths) {
    const name = fold(path);
    for (const end of endsOf(name)) {
      const known = index.get(end);
      if (!known || path.length < known.path.length) index.set(end, { path, isTied: false });
      else if (path.length === known.path.length) known.isTied = true;
    }
  }
  return index;
}

/**
 * Finds the file that a wikilink in a folder of the vault (`""` is its root) names, as Obsidian does: in any letter case,
 * `.md` left out or not; `./` and `../` from the folder, `/` from the vault; else the file at that path in the vault, else in
 * the folder, else the shortest path that ends so. Front matter (`aliases`) names nothing. Of several equally short paths none is meant.
 * Obsidian documents no order; this one was observed on 1.13.7 (pvliesdonk/markdown-vault-mcp#1380, kepano/obsidian-skills#144).
 */
export function findInVault(index: VaultIndex, folder: string, link: string): NamedFile {
  const written = withoutEndSlashes(link);
  for (const name of [written, `${written}.md`]) {
    const found = findNamed(index, folder, name);
    if (found !== "none") return found;
  }
  return "none";
}

function findNamed(index: VaultIndex, folder: string, name: string): NamedFile {
  if (/^\.\.?\//.test(name)) return fileAt(index, posix.join(folder, name));
  if (name.startsWith("/")) return fileAt(index, name.slice(1));
  for (const path of [name, posix.join(folder, name)]) {
    const found = fileAt(index, path);
    if (found !== "none") return found;
  }
  return asNamed(index.get(fold(name)));
}

/** The file at a path of the vault, in any letter case. */
export function fileAt(index: VaultIndex, path: string): NamedFile {
  const found = index.get(fold(path));
  // The path itself is the shortest that ends like it.
  return found && fold(found.path) === fold(path) ? asNamed(found) : "none";
}

function asNamed(found: IndexedFile | undefined): NamedFile {
  if (!found) return "none";
  return found.isTied ? "several" : { path: found.path };
}

function endsOf(path: string): string[] {
  const ends: string[] = [];
  let slash = path.length;
  while (slash > 0 && ends.length < MOST_NAMES) {
    slash = path.lastIndexOf("/", slash - 1);
    ends.push(path.slice(slash + 1));
  }
  return slash > 0 ? [...ends, path] : ends;
}

function fold(path: string): string {
  return path.normalize("NFC").toLowerCase();
}
