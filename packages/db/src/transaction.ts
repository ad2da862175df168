import type { Database } from "better-sqlite3";
import type { Connection } from "./connection.ts";
import { prepareToWrite, requireInPlace } from "./in-place.ts";
import { withLedgerErrors } from "./sqlite-errors.ts";

type NotPromise<T> = T extends PromiseLike<unknown> ? never : T;

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
  const waiting = prepareToWrite(connection);
  // Where there is nothing to wait for, the change is made before this returns.
  if (waiting) await waiting;
  const result = withLedgerErrors(url, () => sqlite.transaction(() => work(sqlite)).immediate());
  requireInPlace(connection);
  return result;
}
