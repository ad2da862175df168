import type { Database } from "better-sqlite3";
import type { Migration } from "./migrations/index.ts";

interface SchemaObject {
  type: string;
  name: string;
  table: string;
  rootpage: number;
  sql: string | null;
}

/**
 * What stands in a file in place of a table, view or trigger that these migrations make: a ledger that came with a
 * repository may hold a view that never ends. Looks at the schema alone; undefined if there is nothing such. What is
 * merely missing or different is for `verifyLedger`, and what somebody added for themselves is not read.
 */
export function findForeignObject(sqlite: Database, steps: readonly Migration[]): string | undefined {
  const text = steps.map(({ sql }) => sql).join("\n");
  const names = Array.from(text.matchAll(/^CREATE (?:TABLE|VIEW) (\w+)/gm), ([, name]) => name);
  const ours = new Set([...names, "ledger_migrations"]);
  const foreign = sqlite
    .prepare<[], SchemaObject>(
      "SELECT type, name, lower(tbl_name) AS 'table', rootpage, sql FROM sqlite_schema",
    )
    .all()
    .find(
      (object) => ours.has(object.table) && !text.includes(object.sql ?? "") && !isHarmless(sqlite, object),
    );
  return foreign && `${foreign.type} ${foreign.name}`;
}

/** An index is read only as SQLite sees fit; a table holds what was put into it, unless it is virtual or a column is computed. */
function isHarmless(sqlite: Database, { type, name, rootpage }: SchemaObject): boolean {
  if (type !== "table") return type === "index";
  const computed = sqlite.prepare("SELECT 1 FROM pragma_table_xinfo(?) WHERE hidden <> 0");
  return rootpage !== 0 && computed.get(name) === undefined;
}
