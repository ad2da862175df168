import { checkFields } from "./check-fields.ts";
import { type Ledger, ledgerOver, storageOf } from "./ledger.ts";
import { ledgerPath } from "./ledger-path.ts";
import { isPostgresUrl, isUrl, shownUrl } from "./postgres/driver/ledger-url.ts";
import { isKeptElsewhere } from "./second-name.ts";
import { findUncreatable } from "./sqlite/driver/find-unwritable.ts";
import { isFileIgnored } from "./sqlite/files/ledger-file.ts";
import { seeFile } from "./sqlite/files/ledger-files.ts";
import { isMarked } from "./sqlite/files/own-mark.ts";
import { type ConnectionOptions, openConnection } from "./sqlite/open-connection.ts";
import type { MigrationProgress } from "./sqlite/schema/room-to-migrate.ts";
import { sqliteStorage } from "./sqlite/sqlite-storage.ts";

export interface OpenLedgerOptions {
  /** Refuse to create, migrate or write. Default false. */
  readOnly?: boolean;
  /** Where "now" comes from. Default: the system clock. */
  clock?: () => Date;
  /** Told that the ledger was gone and was put back, and by which second name it was kept. Default: nobody. */
  onPutBack?: (keptAs: string) => void;
  /** Told how far a file of an earlier version is on its way to the newest: before anything is done, which may take minutes, and after each step. Default: nobody. */
  onMigrating?: (progress: MigrationProgress) => void;
}

/** What `openLedger` was given, which may hold a password. */
const places = new WeakMap<Ledger, string>();

/**
 * Opens the ledger at a path (or `:memory:`), creating and migrating it as needed, or the one that is in a database of a
 * PostgreSQL server (`postgres://…`), which `initLedger` makes. Safe when many processes open a new file at once.
 *
 * Throws LedgerNotFoundError (read-only and no file), NotALedgerError, LedgerTooNewError,
 * LedgerOutdatedError, MigrationChangedError or LedgerUnavailableError; InvalidInputError for what is no path.
 */
export async function openLedger(url: string, options: OpenLedgerOptions = {}): Promise<Ledger> {
  checkFields({ url }, "openLedger", { url: "text" });
  checkFields(options, "openLedger", {
    readOnly: "boolean?",
    clock: "function?",
    onPutBack: "function?",
    onMigrating: "function?",
  });
  const { readOnly = false, clock = () => new Date(), onPutBack, onMigrating } = options;
  const how = { readOnly, now: () => clock().toISOString(), onPutBack, onMigrating };
  const ledger = isPostgresUrl(url) ? await onServer(url, how) : await inFile(url, how);
  places.set(ledger, url);
  return ledger;
}

/** The same ledger once more, to write into. Throws as `openLedger`, and InvalidInputError for what that did not make. */
export async function openToWrite(ledger: Ledger): Promise<Ledger> {
  storageOf(ledger);
  return openLedger(places.get(ledger) ?? ledger.url);
}

/** The driver takes longer to load than an agent's command may: only who names a server waits for it. */
async function onServer(url: string, how: ConnectionOptions): Promise<Ledger> {
  const { openPostgres } = await import("./postgres/open-postgres.ts");
  const { postgresStorage } = await import("./postgres/postgres-storage.ts");
  return ledgerOver(postgresStorage(await openPostgres(url, how)), shownUrl(url), how.readOnly);
}

async function inFile(url: string, how: ConnectionOptions): Promise<Ledger> {
  const path = ledgerPath(url);
  return ledgerOver(sqliteStorage(await openConnection(path, how)), path, how.readOnly);
}

/** The name of a ledger as it may be shown: a URL of any kind without a password, also of what no ledger can be in. */
export function shownLedger(url: string): string {
  checkFields({ url }, "shownLedger", { url: "text" });
  return isUrl(url) ? shownUrl(url) : url;
}

/** Whether there is a file at the path of a ledger, or one that is put back there when it is opened; on a server only opening it says. Throws LedgerUnavailableError where that cannot be seen. */
export function ledgerExists(path: string): boolean {
  checkFields({ path }, "ledgerExists", { path: "text" });
  return isPostgresUrl(path) || seeFile(path) !== undefined || isKeptElsewhere(path);
}

/** What keeps the file of a ledger that is not there from being made, and what to do about it; undefined if nothing does, and on a server. */
export function whyNotCreated(path: string): string | undefined {
  checkFields({ path }, "whyNotCreated", { path: "text" });
  return isPostgresUrl(path) ? undefined : findUncreatable(path);
}

/**
 * Whether the file of a ledger is there and comes along with the git repository around it, and so from whoever changes that.
 * Throws LedgerUnavailableError where that cannot be seen.
 */
export async function isBroughtByGit(path: string): Promise<boolean> {
  checkFields({ path }, "isBroughtByGit", { path: "text" });
  return !isPostgresUrl(path) && seeFile(path) !== undefined && isFileBroughtByGit(path);
}

/** Whether git is told to leave the folder of a ledger alone; undefined of one that is in no `.review`, or on a server. */
export function isIgnored(path: string): boolean | undefined {
  checkFields({ path }, "isIgnored", { path: "text" });
  return isPostgresUrl(path) ? undefined : isFileIgnored(path);
}

/**
 * Whether git wrote the file of a ledger: it comes along with the repository, and has not the mark of what was made here. Throws
 * LedgerUnavailableError where that cannot be seen.
 */
export async function isWrittenByGit(path: string): Promise<boolean> {
  checkFields({ path }, "isWrittenByGit", { path: "text" });
  const mode = isPostgresUrl(path) ? undefined : seeFile(path)?.mode;
  return mode !== undefined && !isMarked(mode) && isFileBroughtByGit(path);
}

async function isFileBroughtByGit(path: string): Promise<boolean> {
  return (await import("./sqlite/files/tracked-by-git.ts")).isBroughtByGit(path);
}
