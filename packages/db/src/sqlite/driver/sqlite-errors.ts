import { LedgerConstraintError, LedgerError, LedgerUnavailableError, NotALedgerError } from "../../errors.ts";
import { describeHolder } from "./find-holder.ts";
import { findOversized } from "./find-oversized.ts";
import { findShortage, findUnwritable } from "./find-unwritable.ts";

// Primary result codes of SQLite (https://www.sqlite.org/rescode.html) in words for a person.
const reasons: Record<string, string> = {
  SQLITE_AUTH: "permission denied",
  SQLITE_CANTOPEN: "it cannot be opened; is its directory there and writable?",
  SQLITE_CORRUPT: "it is damaged; restore a backup",
  SQLITE_FULL: "the disk is full, or its ids are used up (`sqlite_sequence` is at its end)",
  SQLITE_IOERR: "reading or writing it failed; is the disk full or the file gone?",
  SQLITE_LOCKED: "another process holds it; try again",
  SQLITE_PERM: "permission denied",
  SQLITE_TOOBIG: "what it holds is more than can be read at once",
  SQLITE_READONLY: "it is not writable, or was moved or deleted while in use",
};

/** What SQLite says where a permission is missing, besides other things. */
const OF_PERMISSION: readonly string[] = [
  "SQLITE_AUTH",
  "SQLITE_CANTOPEN",
  "SQLITE_IOERR",
  "SQLITE_PERM",
  "SQLITE_READONLY",
];

/**
 * Whether this was thrown by better-sqlite3. By its name and code: a program that loads a second copy of that library's
 * JavaScript (a bundle, a test runner) has two classes of this name, and the native code throws the one it met first.
 */
export function isSqliteError(thrown: unknown): thrown is Error & { code: string } {
  if (typeof thrown !== "object" || thrown === null) return false;
  const { name, code, message } = thrown as Record<"name" | "code" | "message", unknown>;
  return name === "SqliteError" && typeof code === "string" && typeof message === "string";
}

/** Turns an error of SQLite, bare or in Drizzle's wrapping, into one of ours; any other value comes back as it is. */
export function translateSqliteError(thrown: unknown, url: string): unknown {
  const isOurs = thrown instanceof LedgerError;
  const error = thrown instanceof Error && !isOurs && isSqliteError(thrown.cause) ? thrown.cause : thrown;
  if (isWithoutFolder(error))
    return new LedgerUnavailableError(url, "its folder is not there any more", { cause: error });
  if (!isSqliteError(error)) return thrown;
  const message = error.message.replaceAll(/\s+/g, " ");
  const primary = error.code.split("_").slice(0, 2).join("_");
  if (primary === "SQLITE_NOTADB") return new NotALedgerError(url, "is not a database");
  if (primary === "SQLITE_CONSTRAINT") return new LedgerConstraintError(url, message, { cause: error });
  const shortage = primary === "SQLITE_CANTOPEN" ? findShortage(url) : undefined;
  const unwritable = OF_PERMISSION.includes(primary) ? findUnwritable(url) : undefined;
  const oversized = primary === "SQLITE_TOOBIG" ? findOversizedRow(url) : undefined;
  const held =
    primary === "SQLITE_BUSY" ? `${describeHolder(url)} holds it for too long; try again` : undefined;
  const reason = held ?? oversized ?? unwritable ?? shortage ?? reasons[primary] ?? message;
  return new LedgerUnavailableError(url, `${reason} (${error.code})`, { cause: error });
}

/** better-sqlite3 looks for the folder by itself, before it asks SQLite. */
const isWithoutFolder = (error: unknown): boolean =>
  error instanceof TypeError && error.message.includes("directory does not exist");

/** Which row is larger than anything can be read; undefined where none is, or the file cannot be asked. */
function findOversizedRow(url: string): string | undefined {
  try {
    const found = findOversized(url);
    return found && `its ${found}: restore a backup`;
  } catch {
    // What was thrown first says more than this second look.
    return undefined;
  }
}

/** Runs `work`, translating what SQLite throws. */
export function withLedgerErrors<T>(url: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw translateSqliteError(error, url);
  }
}
