import type { Database } from "better-sqlite3";
import type { Connection } from "./connection.ts";
import { LedgerUnavailableError } from "./errors.ts";
import { fileIdentity } from "./file-identity.ts";
import { withLedgerErrors } from "./sqlite-errors.ts";

type NotPromise<T> = T extends PromiseLike<unknown> ? never : T;

/**
 * One write transaction. `BEGIN IMMEDIATE`, because a deferred one that reads first fails with
 * SQLITE_BUSY_SNAPSHOT when another process writes in between, whatever the timeout. The callback is
 * synchronous by type: better-sqlite3 would commit before an awaited statement ran. Throws
 * LedgerUnavailableError if the file has been moved or deleted since it was opened.
 */
export function writeTransaction<T>(connection: Connection, work: (sqlite: Database) => NotPromise<T>): T {
  const { sqlite, url } = connection;
  requireInPlace(connection);
  const result = withLedgerErrors(url, () => sqlite.transaction(() => work(sqlite)).immediate());
  requireInPlace(connection);
  return result;
}

/** In WAL SQLite goes on without a word in a file that has no name any more, and all of it is lost in the end. */
function requireInPlace({ url, file }: Connection): void {
  if (file === undefined || fileIdentity(url) === file) return;
  throw new LedgerUnavailableError(url, "it was moved or deleted while in use; run the command again");
}
