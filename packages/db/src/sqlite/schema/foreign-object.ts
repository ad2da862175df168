import type { Database } from "better-sqlite3";
import { expectedSchema } from "./expected-schema.ts";
import type { Migration } from "./migrations/index.ts";

/** What SQLite makes by itself: ids that go on after deletions, and what `ANALYZE` found. */
const OF_SQLITE = new Map([
  ["sqlite_sequence", "CREATE TABLE sqlite_sequence(name,seq)"],
  ["sqlite_stat1", "CREATE TABLE sqlite_stat1(tbl,idx,stat)"],
  ["sqlite_stat4", "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)"],
]);

/**
 * The first thing in which the schema of a file is not what these migrations make, in words; undefined if nothing is. A
 * ledger that came with a repository may hold what drops rows without a word, refuses them, or never ends: a view, a
 * trigger, a column, an index or a CHECK. So no text may differ by a letter, none be missing, and none be there beside ours. Looks at
 * the schema alone, since reading anything else could be what never ends.
 */
export function findForeignObject(sqlite: Database, steps: readonly Migration[]): string | undefined {
  const missing = expectedSchema(steps);
  const found = sqlite
    .prepare<[], { type: string; name: string; sql: string | null }>(
      // No more than enough to see that it is not ours, however many there are.
      `SELECT type, name, sql FROM sqlite_schema LIMIT 1000`,
    )
    .all();
  for (const { type, name, sql } of found) {
    // The indexes of a table's own keys: SQLite opens no file with others that have no text.
    if (sql === null && type === "index") continue;
    if (sql !== (missing.get(name) ?? OF_SQLITE.get(name))) return `its ${type} ${name} is not ours`;
    missing.delete(name);
  }
  const [name] = missing.keys();
  return name && `its ${name} is missing`;
}
