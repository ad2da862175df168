import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { checkFields } from "../../check-fields.ts";
import { LedgerUnavailableError } from "../../errors.ts";
import { errorCode } from "../../guards.ts";
import { type LedgerPaths, seeFile, type Wait } from "./ledger-files.ts";

/** How long a process takes at most to make a file with a rollback journal one with a log, in milliseconds. */
const SWITCH_MS = 3000;
const LOOK_AGAIN_MS = 20;

/** The first page of a new ledger, which holds nothing yet. */
const FIRST_PAGE_BYTES = 4096n;

/** What SQLite begins a journal with, and ends the name of a super-journal with (https://www.sqlite.org/fileformat.html, 3). */
const MAGIC = Buffer.from("d9d505f920a163d7", "hex");

/**
 * A ledger has a log and no rollback journal, except for the moment in which it gets its log. SQLite plays any journal
 * that lies beside a file into it, and deletes whatever file the journal names as its super-journal; a repository
 * can bring one. Throws LedgerUnavailableError for a journal that stays, and for one that names a super-journal. One
 * that a killed process left beside a file without content is left to SQLite, which then begins anew.
 */
export async function requireNoJournal(
  { main, journal }: Pick<LedgerPaths, "main" | "journal">,
  wait: Wait = setTimeout,
): Promise<void> {
  for (let waited = 0; ; waited += LOOK_AGAIN_MS) {
    const seen = seeFile(journal);
    if (!seen || (seen.isFile && seen.bytes === 0n)) return;
    const isForeign = !seen.isFile || namesSuperJournal(journal);
    if (!isForeign && (seeFile(main)?.bytes ?? 0n) <= FIRST_PAGE_BYTES) return;
    if (isForeign || waited >= SWITCH_MS) {
      throw new LedgerUnavailableError(
        main,
        `${journal} lies beside it, a rollback journal, which no ledger has: it came from somewhere else; move it away and run the command again`,
      );
    }
    await wait(LOOK_AGAIN_MS);
  }
}

/**
 * Whether a rollback journal names a super-journal: a file that SQLite deletes once it has rolled the journal back. Only
 * changes of several databases at once leave one. False where there is no journal; throws what the file system says.
 */
export function namesSuperJournal(journal: string): boolean {
  checkFields({ journal }, "namesSuperJournal", { journal: "text" });
  let descriptor: number;
  try {
    // Opening a pipe must not wait for its other end. The flag is not there on Windows.
    descriptor = openSync(journal, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    if (errorCode(error) === "ENOENT") return false;
    throw error;
  }
  try {
    const end = Buffer.alloc(MAGIC.length);
    const { size } = fstatSync(descriptor);
    return (
      size > end.length &&
      readSync(descriptor, end, 0, end.length, size - end.length) > 0 &&
      end.equals(MAGIC)
    );
  } finally {
    closeSync(descriptor);
  }
}
