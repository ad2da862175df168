import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, type FileHandle, open, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { errorCode } from "@review/db/guards";
import { OutputFileError } from "../errors/output-file-error.ts";

/**
 * Writes a file so that nobody ever reads half of it: into another one in its folder, which then takes its name, and its
 * permissions. A symlink stays one; a device or pipe is written as it is. Throws OutputFileError, and leaves the file as it was.
 */
export async function writeAtomically(path: string, pieces: Iterable<string>): Promise<void> {
  try {
    const { target, mode } = await settleTarget(path);
    if (target === undefined) return await writeTo(await open(path, "w"), pieces);
    const temporary = join(dirname(target), `.review-${randomBytes(6).toString("hex")}.tmp`);
    try {
      await writeTo(await open(temporary, "wx", mode), pieces);
      await rename(temporary, target);
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
    const { target } = await settleTarget(path);
    await access(target === undefined ? path : dirname(target), constants.W_OK);
  } catch (error) {
    throw new OutputFileError(path, error);
  }
}

/** Which file is to be replaced, and with which permissions; none for what is no regular file. Throws what Node throws. */
async function settleTarget(path: string): Promise<{ target?: string; mode?: number }> {
  const there = await stat(path).catch((error: unknown) => {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  });
  if (there?.isDirectory()) throw Object.assign(new Error("is a folder"), { code: "EISDIR" });
  if (there && !there.isFile()) return {};
  return there ? { target: await realpath(path), mode: there.mode & 0o777 } : { target: path };
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
