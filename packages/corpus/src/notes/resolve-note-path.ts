import { join, resolve } from "node:path";
import { FIXTURE_FOLDER, isFixturePath } from "@review/db/vocabulary";
import type { Corpus } from "../configuration/config.ts";
import { describeFileError } from "../files/file-errors.ts";
import { fileKind } from "../files/file-kind.ts";
import { canonicalPath, isInside, type LocatedPath, locatePath } from "../files/root-paths.ts";
import { FIXTURES_ENDING } from "../gates/list-gate-files.ts";
import { findName } from "../text/find-name.ts";
import { findNearestName } from "../text/nearest-name.ts";
import { isNoteFile, NOTE_SUFFIXES } from "../text/note-kinds.ts";
import { listNotePaths } from "./list-note-paths.ts";
import {
  NotANoteError,
  NoteNotFoundError,
  NoteOutsideRootError,
  NoteUnreadableError,
} from "./note-errors.ts";

/** Where a note was looked for: its canonical path, absent if there is none, and those it could have, that of `cwd` first. */
export interface LocatedNote {
  path?: string;
  readings: string[];
}

/**
 * The canonical path of an existing note, however it is named: relative to `cwd`, relative to the root, absolute, or
 * through a symlink that stays inside the root. The note need not match the globs of the configuration. Where there is
 * none of that name, the one of the notes `listed` that differs from it in spelling alone is meant (`findName`).
 * Throws NoteNotFoundError, AmbiguousNameError, NoteOutsideRootError, NotANoteError or NoteUnreadableError.
 */
export async function resolveNotePath(
  corpus: Pick<Corpus, "root" | "config">,
  input: string,
  cwd: string,
  listed = async (): Promise<readonly string[]> => (await listNotePaths(corpus)).paths,
): Promise<string> {
  const located = await locateNote(corpus, input, cwd);
  if (located.path !== undefined) return located.path;
  const paths = await listed();
  const respelt = findName(input, { readings: located.readings, known: paths });
  if (respelt === undefined) throw new NoteNotFoundError(input, await findNearestName(input, paths));
  return respelt;
}

/**
 * Looks for the note of exactly this name, as `resolveNotePath` does first.
 * Throws NoteOutsideRootError, NotANoteError or NoteUnreadableError.
 */
export async function locateNote(
  corpus: Pick<Corpus, "root" | "config">,
  input: string,
  cwd: string,
): Promise<LocatedNote> {
  if (input === "" || input.includes("\0")) throw new NotANoteError(input, "is not a path");
  const { root } = corpus;
  const places = new Set([resolve(cwd, input), resolve(root, input)]);
  const located: LocatedPath[] = [];
  for (const place of places) located.push(await locatePathOf(place, input));
  const inside = located.filter(({ path }) => isInside(root, path));
  const readings = inside.map(({ path }) => canonicalPath(root, path));
  const note = inside.find(({ exists }) => exists);
  if (note === undefined) {
    const leadsOut = inside.length === 0 || located.some(({ exists }) => exists);
    if (leadsOut) throw new NoteOutsideRootError(input, root);
    return { readings };
  }
  await assertIsNote(corpus, note.path, input);
  return { path: canonicalPath(root, note.path), readings };
}

async function locatePathOf(path: string, input: string): Promise<LocatedPath> {
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
  const kind = fileKind(path);
  if (kind === "directory") throw new NotANoteError(input, "is a directory; name one note in it");
  if (kind !== "file") throw new NotANoteError(input, "is not a file");
  const gates = await locatePathOf(join(corpus.root, corpus.config.gates), corpus.config.gates);
  if (isInside(gates.path, path)) {
    const isOfGate = canonicalPath(gates.path, path).includes(`${FIXTURES_ENDING}/`);
    throw new NotANoteError(input, `is a ${isOfGate ? "fixture of a gate" : "gate"}, not a note`);
  }
  if (isFixturePath(canonicalPath(corpus.root, path)))
    throw new NotANoteError(input, `is no note: in ${FIXTURE_FOLDER} stand fixtures of gates`);
  if (!isNoteFile(path)) throw new NotANoteError(input, `is not a note; a note ends in ${ENDINGS}`);
}

const ENDINGS = NOTE_SUFFIXES.map((suffix) => `.${suffix}`)
  .join(", ")
  .replace(/, (?=[^,]+$)/, " or ");
