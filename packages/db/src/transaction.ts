import type { Database } from "better-sqlite3";
import type { Connection } from "./connection.ts";
import { withLedgerErrors } from "./sqlite-errors.ts";

type NotPromise<T> = T extends PromiseLike<unknown> ? never : T;

/**
 * One write transaction. `BEGIN IMMEDIATE`, because a deferred one that reads first fails with
 * SQLITE_BUSY_SNAPSHOT when another process writes in between, whatever the timeout. The callback is
 * synchronous by type: better-sqlite3 would commit before an awaited statement ran.
 */
export function writeTransaction<T>(
  { sqlite, url }: Connection,
  work: (sqlite: Database) => NotPromise<T>,
): T {
  return withLedgerErrors(url, () => sqlite.transaction(() => work(sqlite)).immediate());
}
