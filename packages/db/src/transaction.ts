import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import type { Connection } from "./ledger.ts";
import { withLedgerErrors } from "./sqlite-errors.ts";

/** The part of Drizzle's interface that stands inside a transaction as well as outside. */
export type Executor = Pick<BetterSQLite3Database, "select" | "insert" | "update" | "delete" | "run">;

type NotPromise<T> = T extends PromiseLike<unknown> ? never : T;

/**
 * One write transaction. `BEGIN IMMEDIATE`, because a deferred one that reads first fails with
 * SQLITE_BUSY_SNAPSHOT when another process writes in between, whatever the timeout. The callback is
 * synchronous by type: better-sqlite3 would commit before an awaited statement ran.
 */
export function writeTransaction<T>(connection: Connection, work: (tx: Executor) => NotPromise<T>): T {
  return withLedgerErrors(connection.url, () =>
    connection.orm.transaction((tx) => work(tx), { behavior: "immediate" }),
  );
}
