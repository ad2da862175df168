import type { Database } from "better-sqlite3";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";

/** An open ledger. Only the functions of `@review/db` and `@review/lifecycle` can look inside. */
export interface Ledger {
  /** Where it is: a path, or `:memory:`. */
  readonly url: string;
  readonly readOnly: boolean;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** What stands behind an open ledger. Never leaves this package. */
export interface Connection {
  readonly url: string;
  readonly sqlite: Database;
  readonly orm: BetterSQLite3Database;
  /** The time now, UTC, ISO 8601 with milliseconds. */
  readonly now: () => string;
}

const connections = new WeakMap<Ledger, Connection>();

/** Wraps a connection into the handle that callers hold. */
export function ledgerOver(connection: Connection, readOnly: boolean): Ledger {
  const close = async () => {
    connection.sqlite.close();
  };
  const ledger: Ledger = { url: connection.url, readOnly, close, [Symbol.asyncDispose]: close };
  connections.set(ledger, connection);
  return ledger;
}

/** The connection behind a ledger; throws a TypeError for an object that `openLedger` did not make. */
export function connectionOf(ledger: Ledger): Connection {
  const connection = connections.get(ledger);
  if (!connection) throw new TypeError("not a ledger: openLedger() makes one");
  return connection;
}
