import { isUtf8 } from "node:buffer";
import { closeSync, readFileSync, readSync } from "node:fs";
import { isAbsolute } from "node:path";
import type { Corpus } from "../configuration/config.ts";
import { contentSha } from "../files/content-sha.ts";
import { describeFileError, isMissing } from "../files/file-errors.ts";
import { type OpenFile, openRegularFile } from "../files/open-regular-file.ts";
import { isInside, locatePath } from "../files/root-paths.ts";
import { findFirstInvalidByte, isBlank, placeOfByte } from "../text/utf8-bytes.ts";
import type { Note } from "./note.ts";
import {
  EmptyNoteError,
  NoteNotFoundError,
  NoteNotUtf8Error,
  NoteOutsideRootError,
  NoteUnreadableError,
} from "./note-errors.ts";

/**
 * Reads the note at a canonical path (from `resolveNotePath` or `listNotePaths`): its bytes once, hashed and decoded.
 * Throws NoteNotFoundError, NoteUnreadableError, NoteOutsideRootError, NoteNotUtf8Error or EmptyNoteError.
 */
export async function readNote(corpus: Pick<Corpus, "root">, notePath: string): Promise<Note> {
  const bytes = readNoteBytes(corpus.root, notePath);
  await assertInside(corpus.root, notePath);
  return { path: notePath, sha: contentSha(bytes), text: bytes.toString("utf8") };
}

/** A folder on the way may have become a symlink since the path was found; what it leads to is nobody's note. */
async function assertInside(root: string, notePath: string): Promise<void> {
  const { path } = await locatePath(`${root}/${notePath}`);
  if (!isInside(root, path)) throw new NoteOutsideRootError(notePath, root);
}

/**
 * The bytes of a note, known to be UTF-8 and not blank. With `scratch` they may stand in it, until it is used again.
 * Throws as `readNote` does.
 */
export function readNoteBytes(root: string, notePath: string, scratch?: Buffer): Buffer {
  if (isAbsolute(notePath) || PARENT_SEGMENT.test(notePath)) throw new NoteOutsideRootError(notePath, root);
  const bytes = readBytes(`${root}/${notePath}`, notePath, scratch);
  if (!isUtf8(bytes)) throw new NoteNotUtf8Error(notePath, placeOfByte(bytes, findFirstInvalidByte(bytes)));
  if (isBlank(bytes)) throw new EmptyNoteError(notePath);
  return bytes;
}

const PARENT_SEGMENT = /(?:^|[\\/])\.\.(?:[\\/]|$)/;

function readBytes(file: string, notePath: string, scratch?: Buffer): Buffer {
  let opened: OpenFile | undefined;
  try {
    // Reading 5,000 notes one after the other takes half as long as reading them through the thread pool.
    // A canonical path is no symlink; one put there since must not lead the reader out of the root.
    opened = openRegularFile(file, "note");
    return (scratch && readInto(scratch, opened)) ?? readFileSync(opened.descriptor);
  } catch (error) {
    if (isMissing(error)) throw new NoteNotFoundError(notePath);
    throw new NoteUnreadableError(notePath, describeFileError(error), { cause: error });
  } finally {
    if (opened) closeSync(opened.descriptor);
  }
}

/** All bytes of an open file, in a buffer that is there already; undefined if it is too small, nothing is read then. */
function readInto(scratch: Buffer, { descriptor, size }: OpenFile): Buffer | undefined {
  for (let length = 0; length < scratch.length; ) {
    const asked = scratch.length - length;
    const more = readSync(descriptor, scratch, length, asked, length);
    length += more;
    // Less than was asked for, and all there was to be: the end, without asking for it.
    if (more === 0 || (more < asked && length >= size)) return scratch.subarray(0, length);
  }
  return undefined;
}
