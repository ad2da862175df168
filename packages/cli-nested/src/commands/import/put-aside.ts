import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OutputFileError } from "@review/cli-kit";
import { errorCode } from "@review/db/guards";

/** Texts on disk: the history of a repository can be larger than the memory. */
export interface TextsAside extends Disposable {
  /** Takes a text; what is given reads it again. Throws OutputFileError. */
  put(bytes: Uint8Array): () => Uint8Array;
}

/** A place for texts that nobody else can read, and of which nothing is left. Throws OutputFileError. */
export function putTextsAside(): TextsAside {
  const { folder, file } = makeFile();
  let end = 0;
  return {
    put(bytes) {
      const at = end;
      try {
        while (end < at + bytes.length) end += writeSync(file, bytes, end - at);
      } catch (error) {
        throw new OutputFileError(folder, error);
      }
      return reader(file, at, bytes.length);
    },
    [Symbol.dispose]() {
      closeSync(file);
      removeIfLet(folder);
    },
  };
}

/** Holds nothing but where a text lies. */
function reader(file: number, at: number, length: number): () => Uint8Array {
  return () => {
    const read = new Uint8Array(length);
    for (let done = 0; done < length; ) {
      const more = readSync(file, read, done, length - done, at + done);
      if (more === 0) throw new Error("a text that was put aside is cut off");
      done += more;
    }
    return read;
  };
}

function makeFile() {
  try {
    const folder = mkdtempSync(join(tmpdir(), "review-import-"));
    const file = openSync(join(folder, "texts"), "wx+", 0o600);
    // An open file goes when it is closed, however this process ends.
    removeIfLet(folder);
    return { folder, file };
  } catch (error) {
    throw new OutputFileError(tmpdir(), error);
  }
}

/** Windows keeps the folder of an open file; it goes when the file is closed. */
function removeIfLet(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    if (!KEPT.includes(errorCode(error) ?? "")) throw error;
  }
}

/** What Windows says of a file or a folder that is in use. */
const KEPT = ["EBUSY", "EPERM", "EACCES", "ENOTEMPTY"];
