// Prints a ledger as SQL text that makes the same ledger again: `node scripts/dump-ledger.mjs FILE`. Before a new
// migration is released, this makes the fixture of the version before it (packages/db/test/fixtures/ledger-vN.sql).
import Database from "better-sqlite3";

const [, , file = ""] = process.argv;
const ledger = new Database(file, { readonly: true, fileMustExist: true });

/** @param {string} condition @returns {{ name: string, sql: string }[]} */
const objects = (condition) =>
  /** @type {{ name: string, sql: string }[]} */ (
    ledger.prepare(`SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND ${condition}`).all()
  );

/** @param {string} table */
function insertRows(table) {
  const columns = ledger.prepare(`SELECT name FROM pragma_table_info('${table}')`).pluck().all();
  const rows = ledger
    .prepare(`SELECT ${columns.map((name) => `quote(${name})`)} FROM ${table}`)
    .raw()
    .all();
  return rows.map((row) => `INSERT INTO ${table} (${columns}) VALUES (${row});`);
}

const tables = objects("type = 'table' AND name NOT LIKE 'sqlite_%'");
const lines = [
  "PRAGMA foreign_keys = OFF;",
  "BEGIN;",
  `PRAGMA application_id = ${ledger.pragma("application_id", { simple: true })};`,
  `PRAGMA user_version = ${ledger.pragma("user_version", { simple: true })};`,
  ...tables.map(({ sql }) => `${sql};`),
  ...tables.flatMap(({ name }) => insertRows(name)),
  "DELETE FROM sqlite_sequence;",
  ...insertRows("sqlite_sequence"),
  // Last, because triggers would refuse what is history by now.
  ...objects("type <> 'table'").map(({ sql }) => `${sql};`),
  "COMMIT;",
];
console.log(lines.join("\n"));
ledger.close();
