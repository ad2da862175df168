import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { type Io, LARGEST_INPUT_BYTES, readInput, UsageError } from "@review/cli-kit";
import { describeFileError } from "@review/corpus";

/**
 * The text of a file that a command line names, `-` for standard input. Throws UsageError: no such file, not a regular
 * file (a device never ends, a named pipe may never begin), too large, not UTF-8.
 */
export async function readNamedFile(file: string, what: string, io: Io): Promise<string> {
  const name = file === "-" ? "standard input" : file;
  const bytes = file === "-" ? await readInput(io.stdin) : readBytes(resolve(io.cwd, file), name, what);
  requireSize(bytes.length, name, what);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new UsageError(`${name} is not UTF-8: save ${what} as UTF-8`, { cause: error });
  }
}

function readBytes(path: string, name: string, what: string): Uint8Array {
  try {
    const stats = statSync(path);
    if (!stats.isFile() && !stats.isDirectory()) {
      throw new UsageError(
        `${name} is not a regular file: name the file with ${what}, or give - for standard input`,
      );
    }
    requireSize(stats.size, name, what);
    return readFileSync(path);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${name} cannot be read, ${describeFileError(error)}: name the file with ${what}`, {
      cause: error,
    });
  }
}

function requireSize(bytes: number, name: string, what: string): void {
  if (bytes <= LARGEST_INPUT_BYTES) return;
  throw new UsageError(
    `${name} is larger than ${LARGEST_INPUT_BYTES / 1e6} MB: give only ${what}, which is shorter`,
  );
}
