import type { Database } from "better-sqlite3";
import { type BetterSQLite3Database, drizzle } from "drizzle-orm/better-sqlite3";

const orms = new WeakMap<Database, BetterSQLite3Database>();

/** Drizzle over a database. */
export function ormOf(sqlite: Database): BetterSQLite3Database {
  const orm = orms.get(sqlite) ?? drizzle(sqlite);
  orms.set(sqlite, orm);
  return orm;
}
