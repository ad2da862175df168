import type { Database } from "better-sqlite3";
import { LedgerError } from "./errors.ts";
import { closeInPlace, type OpenedFiles } from "./in-place.ts";
import type { Ledger } from "./ledger.ts";

/** What stands behind an open ledger. Never leaves this package. */
export interface Connection {
  readonly url: string;
  readonly sqlite: Database;
  /** The files that it writes into; undefined in memory, and for one that only reads. */
  readonly files?: OpenedFiles | undefined;
  /** The time now, UTC, ISO 8601 with milliseconds. */
  readonly now: () => string;
}

const connections = new WeakMap<Ledger, Connection>();

/** Wraps a connection into the handle that callers hold. */
export function ledgerOver(connection: Connection, readOnly: boolean): Ledger {
  const close = () => closeInPlace(connection);
  const ledger: Ledger = { url: connection.url, readOnly, close, [Symbol.asyncDispose]: close };
  connections.set(ledger, connection);
  return ledger;
}

/**
 * The connection behind an open ledger. Throws a LedgerError with the code `ledger-closed`, or a TypeError for an object
 * that `openLedger` did not make.
 */
export function connectionOf(ledger: Ledger): Connection {
  const connection = connections.get(ledger);
  if (!connection) throw new TypeError("not a ledger: openLedger() makes one");
  if (!connection.sqlite.open) {
    throw new LedgerError("ledger-closed", `the ledger ${connection.url} is closed: open it again to use it`);
  }
  return connection;
}
