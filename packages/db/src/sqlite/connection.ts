import type { Database } from "better-sqlite3";
import { LedgerError } from "../errors.ts";
import { withLedgerErrors } from "./driver/sqlite-errors.ts";
import { type OpenedFiles, prepareToWrite, requireInPlace } from "./files/in-place.ts";

/** An open SQLite database, and what it writes into. */
export interface Connection {
  readonly url: string;
  readonly sqlite: Database;
  /** The files that it writes into; undefined in memory, and for one that only reads. */
  readonly files?: OpenedFiles | undefined;
  /** The time now, UTC, ISO 8601 with milliseconds. */
  readonly now: () => string;
}

/** What a transaction may give: a promise would be settled after the commit. */
export type NotPromise<T> = T extends PromiseLike<unknown> ? never : T;

/** One read transaction: what several statements see is of one moment. Throws a LedgerError with the code `ledger-closed`. */
export function readTransaction<T>(connection: Connection, ask: (sqlite: Database) => NotPromise<T>): T {
  const { sqlite, url } = connection;
  requireOpen(connection);
  return withLedgerErrors(url, () => sqlite.transaction(() => ask(sqlite))());
}

/**
 * One write transaction. `BEGIN IMMEDIATE`, because a deferred one that reads first fails with
 * SQLITE_BUSY_SNAPSHOT when another process writes in between, whatever the timeout. The callback is
 * synchronous by type: better-sqlite3 would commit before an awaited statement ran. Throws
 * LedgerUnavailableError if the ledger's files are not those that were opened, before the change or after it.
 */
export async function writeTransaction<T>(
  connection: Connection,
  work: (sqlite: Database) => NotPromise<T>,
): Promise<T> {
  const { sqlite, url } = connection;
  requireOpen(connection);
  const waiting = prepareToWrite(connection);
  // Where there is nothing to wait for, the change is made before this returns.
  if (waiting) await waiting;
  const result = withLedgerErrors(url, () => sqlite.transaction(() => work(sqlite)).immediate());
  requireInPlace(connection);
  return result;
}

function requireOpen({ sqlite, url }: Connection): void {
  if (!sqlite.open)
    throw new LedgerError("ledger-closed", `the ledger ${url} is closed: open it again to use it`);
}
