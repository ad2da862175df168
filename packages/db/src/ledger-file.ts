import { closeSync, existsSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { LedgerUnavailableError } from "./errors.ts";

/**
 * Makes sure that the file of a new ledger can be created: its directory, with owner-only permissions, and
 * an empty file that only the owner can read (SQLite gives the same permissions to its side files). A
 * directory named `.review` gets a `.gitignore` that ignores everything in it.
 */
export function prepareLedgerFile(path: string): void {
  const directory = dirname(path);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    if (basename(directory) === ".review") ignoreEverythingIn(directory);
    closeSync(openSync(path, "a", 0o600));
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new LedgerUnavailableError(path, `it cannot be created (${reason}); is its directory writable?`, {
      cause: error,
    });
  }
}

function ignoreEverythingIn(directory: string): void {
  const file = join(directory, ".gitignore");
  if (!existsSync(file)) writeFileSync(file, "*\n");
}
