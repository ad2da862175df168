import { posix, resolve } from "node:path";
import type { Corpus } from "../configuration/config.ts";
import { fileKind } from "../files/file-kind.ts";
import { canonicalPath, isInside, locatePath } from "../files/root-paths.ts";
import { globMatcher, isQuickGlob, QUICK_GLOB } from "../text/globs.ts";
import { findNearestName } from "../text/nearest-name.ts";
import { isNoteFile } from "../text/note-kinds.ts";
import { withoutEndSlashes } from "../text/written-paths.ts";
import { type ListedNotes, listNotePaths } from "./list-note-paths.ts";
import { NoMatchingNoteError, NoteNotFoundError } from "./note-errors.ts";
import { resolveNotePath } from "./resolve-note-path.ts";

type Known = () => Promise<readonly string[]>;

/**
 * The canonical paths of the notes that are named, each once: by a note, as `resolveNotePath` finds it, by a folder, with
 * all below it, or by a glob, relative to `cwd` or to the root. Folders and globs choose among the `known` paths (default:
 * the notes of the corpus), of which one that is gone can be named, too.
 * Throws NoMatchingNoteError for a folder or glob without a note and a glob that could take for ever, and what `resolveNotePath` throws.
 */
export async function resolveNotePaths(
  corpus: Pick<Corpus, "root" | "config">,
  inputs: readonly string[],
  { cwd, known }: { cwd: string; known?: Known },
): Promise<string[]> {
  const listed = once(async () => (await listNotePaths(corpus)).paths);
  return [...(await allNamed(corpus, inputs, cwd, { listed, known: known ? once(known) : listed }))];
}

/** Notes that were named, and what was passed over where one that was named would be, or would lie below. */
export type NamedNotes = Pick<ListedNotes, "paths" | "skipped" | "unreachable">;

/** The notes of the corpus that are named, with what was passed over among them. Throws as `resolveNotePaths`. */
export async function resolveNotes(
  corpus: Pick<Corpus, "root" | "config">,
  inputs: readonly string[],
  { cwd }: { cwd: string },
): Promise<NamedNotes> {
  // Not where notes are named one by one.
  let found: ListedNotes | undefined;
  const list = once(async () => {
    found = await listNotePaths(corpus);
    return found;
  });
  const listed = async () => (await list()).paths;
  const known = once(async () => {
    const { paths, skipped, unreachable } = await list();
    return [...paths, ...[...skipped, ...unreachable].map(({ path }) => path)];
  });
  const named = await allNamed(corpus, inputs, cwd, { listed, known });
  const { skipped = [], unreachable = [] } = found ?? {};
  const isNamed = ({ path }: { path: string }) => named.has(path);
  const passedOver = { skipped: skipped.filter(isNamed), unreachable: unreachable.filter(isNamed) };
  for (const { path } of [...passedOver.skipped, ...passedOver.unreachable]) named.delete(path);
  return { paths: [...named], ...passedOver };
}

async function allNamed(
  corpus: Pick<Corpus, "root" | "config">,
  inputs: readonly string[],
  cwd: string,
  names: { known: Known; listed: Known },
): Promise<Set<string>> {
  const found = new Set<string>();
  for (const input of inputs) {
    for (const path of await pathsNamed(corpus, input, cwd, names)) found.add(path);
  }
  return found;
}

/** Many names are looked up in one list. */
function once<T>(list: () => Promise<T>): () => Promise<T> {
  let listing: Promise<T> | undefined;
  return () => {
    listing ??= list();
    return listing;
  };
}

async function pathsNamed(
  corpus: Pick<Corpus, "root" | "config">,
  input: string,
  cwd: string,
  { known, listed }: { known: Known; listed: Known },
): Promise<readonly string[]> {
  const { root } = corpus;
  const places = [resolve(cwd, input), resolve(root, input)];
  // What is there as a file, or cannot be a path, is for that function to judge.
  const isNote = input === "" || input.includes("\0") || places.some((path) => fileKind(path) === "file");
  if (isNote) return [await resolveNotePath(corpus, input, cwd, listed)];
  const paths = await known();
  for (const place of places) {
    const named = below(await canonicalOf(root, place), paths);
    if (named.length > 0) return named;
  }
  const { default: picomatch } = await import("picomatch");
  const isFolder = places.some((path) => fileKind(path) === "directory");
  if (!isFolder && !picomatch.scan(input).isGlob) {
    try {
      return [await resolveNotePath(corpus, input, cwd, listed)];
    } catch (error) {
      if (!(error instanceof NoteNotFoundError) || error.nearest !== undefined) throw error;
      throw new NoteNotFoundError(input, await findNearestName(withoutEndSlashes(input), foldersOf(paths)));
    }
  }
  if (!isQuickGlob(input)) throw new NoMatchingNoteError(input, `name a glob with ${QUICK_GLOB}`);
  const { escapePath } = await import("tinyglobby");
  for (const folder of [await canonicalOf(root, cwd), ""]) {
    if (folder === undefined) continue;
    const glob = posix.join(escapePath(folder), input);
    const [isMatched, within] = [await globMatcher([glob]), picomatch.scan(glob).base];
    // A folder that was passed over may hide what the glob means, wherever that begins to mean anything.
    const named = paths.filter((path) => isMatched(path) || (!isNoteFile(path) && isIn(within, path)));
    if (named.length > 0) return named;
  }
  throw new NoMatchingNoteError(input);
}

/** Every folder of some paths, each once. */
function foldersOf(paths: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let folder = posix.dirname(path); folder !== "."; folder = posix.dirname(folder))
      folders.add(folder);
  }
  return [...folders];
}

/** The path itself, and those of the folder if it is one. */
function below(path: string | undefined, paths: readonly string[]): readonly string[] {
  if (path === undefined) return [];
  return paths.filter((each) => isIn(path, each));
}

const isIn = (folder: string, path: string) =>
  path === folder || path.startsWith(`${folder}/`) || folder === "";

/** Undefined outside of the root, and where nobody can look. */
async function canonicalOf(root: string, path: string): Promise<string | undefined> {
  const located = await locatePath(path).catch(() => undefined);
  return located && isInside(root, located.path) ? canonicalPath(root, located.path) : undefined;
}
