import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Io, UsageError } from "@review/cli-kit";

const REASONS: Record<string, string> = {
  ENOENT: "it does not exist",
  ENOTDIR: "a part of its path is not a directory",
  EISDIR: "it is a directory",
  EACCES: "permission denied",
};

/** The text of a file that a command line names, `-` for standard input. Throws UsageError: no such file, not UTF-8. */
export async function readNamedFile(file: string, what: string, io: Io): Promise<string> {
  const name = file === "-" ? "standard input" : file;
  const bytes = file === "-" ? await io.readStdin() : await readBytes(resolve(io.cwd, file), name, what);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new UsageError(`${name} is not UTF-8: save ${what} as UTF-8`, { cause: error });
  }
}

async function readBytes(path: string, name: string, what: string): Promise<Uint8Array> {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new UsageError(`${name} cannot be read, ${REASONS[code] ?? code}: name the file with ${what}`, {
      cause: error,
    });
  }
}
