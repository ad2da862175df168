import { type BetterSQLite3Database, drizzle } from "drizzle-orm/better-sqlite3";
import type { Connection } from "./connection.ts";

const orms = new WeakMap<Connection, BetterSQLite3Database>();

/**
 * Drizzle over a connection. A module of its own, so that what an agent calls for every gate (a run's state and its
 * changes, which are prepared statements) starts without loading Drizzle.
 */
export function ormOf(connection: Connection): BetterSQLite3Database {
  const orm = orms.get(connection) ?? drizzle(connection.sqlite);
  orms.set(connection, orm);
  return orm;
}
