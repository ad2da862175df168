import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, type FileHandle, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { errorCode } from "@review/db/guards";
import { OutputFileError } from "../errors/output-file-error.ts";

/**
 * Writes a file so that nobody ever reads half of it: into another one in its folder, which then takes its name, and its
 * permissions. A symlink to a file is replaced, since who made the tree may have put it there; a terminal or pipe is written to.
 * Throws OutputFileError, and leaves the file as it was.
 */
export async function writeAtomically(path: string, pieces: Iterable<string>): Promise<void> {
  try {
    const { isStream, mode } = await lookAt(path);
    if (isStream) return await writeTo(await open(path, "w"), pieces);
    const temporary = join(dirname(path), `.review-${randomBytes(6).toString("hex")}.tmp`);
    try {
      await writeTo(await open(temporary, "wx", mode), pieces);
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  } catch (error) {
    throw new OutputFileError(path, error);
  }
}

/** Throws OutputFileError if a file can certainly not be written: better said before the work than after it. */
export async function requireWritable(path: string): Promise<void> {
  try {
    const { isStream } = await lookAt(path);
    await access(isStream ? path : dirname(path), constants.W_OK);
  } catch (error) {
    throw new OutputFileError(path, error);
  }
}

/** Whether it is written to as it is, else the permissions of the file to be replaced, if there is one. Throws what Node throws. */
async function lookAt(path: string): Promise<{ isStream: boolean; mode?: number }> {
  const there = await stat(path).catch((error: unknown) => {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  });
  if (!there) return { isStream: false };
  if (there.isDirectory()) throw Object.assign(new Error("is a folder"), { code: "EISDIR" });
  if (there.isFile()) return { isStream: false, mode: there.mode & 0o777 };
  if (there.isCharacterDevice() || there.isFIFO()) return { isStream: true };
  throw new Error("it is neither a file nor a pipe");
}

/** Enough at a time that each write is worth its while, in UTF-16 units. */
const AT_A_TIME = 256 * 1024;

async function writeTo(file: FileHandle, pieces: Iterable<string>): Promise<void> {
  try {
    let text = "";
    for (const piece of pieces) {
      text += piece;
      if (text.length < AT_A_TIME) continue;
      await file.writeFile(text);
      text = "";
    }
    await file.writeFile(text);
    if ((await file.stat()).isFile()) await file.sync();
  } finally {
    await file.close();
  }
}
