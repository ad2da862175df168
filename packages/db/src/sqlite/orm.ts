import { type BetterSQLite3Database, drizzle } from "drizzle-orm/better-sqlite3";
import { oncePerDatabase } from "./once-per-database.ts";

// Queries are Drizzle's, unless a figure says otherwise (2 cores, Node 20, bundled as in the command lines):
//
// - Loading Drizzle takes 0.2 × `node -e 0` (95 kB; 18 ms where Node takes 89). By hand is therefore what `status`, `write`,
//   `finalize` and `stale` ask, what shares its columns with that, and the lists of runs.
// - Building a query takes 0.17 to 0.21 ms, where SQL that is prepared each time takes 0.03 and a statement that is there
//   already 0.008. So a query that is asked for every pair is built once (`perDatabase`); by hand are the texts and reviews
//   that a run brings, and the rows of an import, tens of thousands at once.
// - Where a query must say which index SQLite shall take, is recursive or asks JSON, it would be SQL within Drizzle.
//
// Drizzle's modules are loaded by `sqliteStorage` when one of their questions is asked.

/** Drizzle over a database. */
export const ormOf = oncePerDatabase((sqlite) => drizzle(sqlite));

/** Something that is made once for each database out of Drizzle over it. */
export const perDatabase = <Made>(make: (orm: BetterSQLite3Database) => Made) =>
  oncePerDatabase((sqlite) => make(ormOf(sqlite)));
