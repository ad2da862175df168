import type { Database } from "better-sqlite3";

/** The last id that was given in a table; under the write lock nobody else gives the next one. */
export function lastId(sqlite: Database, table: string): number {
  return Number(sqlite.prepare("SELECT max(seq) FROM sqlite_sequence WHERE name = ?").pluck().get(table));
}
