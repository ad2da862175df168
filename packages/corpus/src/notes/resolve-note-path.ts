import { join, resolve } from "node:path";
import type { Corpus } from "../configuration/config.ts";
import { describeFileError } from "../files/file-errors.ts";
import { fileKind } from "../files/file-kind.ts";
import { canonicalPath, isInside, type LocatedPath, locatePath } from "../files/root-paths.ts";
import { findNearestName } from "../text/nearest-name.ts";
import { listNotePaths } from "./list-note-paths.ts";
import {
  NotANoteError,
  NoteNotFoundError,
  NoteOutsideRootError,
  NoteUnreadableError,
} from "./note-errors.ts";
import { isNoteFile } from "./note-file.ts";

/**
 * The canonical path of an existing note, however it is spelled: relative to `cwd`, relative to the root, absolute, or
 * through a symlink that stays inside the root. The note need not match the globs of the configuration.
 * Throws NoteNotFoundError, NoteOutsideRootError, NotANoteError or NoteUnreadableError.
 */
export async function resolveNotePath(
  corpus: Pick<Corpus, "root" | "config">,
  input: string,
  cwd: string,
): Promise<string> {
  if (input === "" || input.includes("\0")) throw new NotANoteError(input, "is not a path");
  const { root } = corpus;
  const located = [await locate(resolve(cwd, input), input), await locate(resolve(root, input), input)];
  const inside = located.filter(({ path }) => isInside(root, path));
  const note = inside.find(({ exists }) => exists);
  if (note === undefined) {
    const leadsOut = inside.length === 0 || located.some(({ exists }) => exists);
    if (leadsOut) throw new NoteOutsideRootError(input, root);
    throw new NoteNotFoundError(input, await findNearestNote(corpus, input));
  }
  await assertIsNote(corpus, note.path, input);
  return canonicalPath(root, note.path);
}

async function locate(path: string, input: string): Promise<LocatedPath> {
  try {
    return await locatePath(path);
  } catch (error) {
    throw new NoteUnreadableError(input, describeFileError(error));
  }
}

async function assertIsNote(
  corpus: Pick<Corpus, "root" | "config">,
  path: string,
  input: string,
): Promise<void> {
  const kind = await fileKind(path);
  if (kind === "directory") throw new NotANoteError(input, "is a directory; name one note in it");
  if (kind !== "file") throw new NotANoteError(input, "is not a file");
  const gates = await locate(join(corpus.root, corpus.config.gates), corpus.config.gates);
  if (isInside(gates.path, path)) throw new NotANoteError(input, "is a gate, not a note");
  if (!isNoteFile(path)) throw new NotANoteError(input, "is not markdown; a note ends in .md or .markdown");
}

async function findNearestNote(
  corpus: Pick<Corpus, "root" | "config">,
  input: string,
): Promise<string | undefined> {
  const { paths } = await listNotePaths(corpus);
  return findNearestName(input, paths);
}
