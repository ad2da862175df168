// The floor of an import: SQLite copies the rows of an old file into a new one with the same tables, in one
// transaction, with the pragmas of a ledger. `node copy-rows.mjs OLD NEW`
import Database from "better-sqlite3";

const [oldPath = "", newPath = ""] = process.argv.slice(2);
const sqlite = new Database(newPath);
sqlite.pragma("journal_mode = WAL");
sqlite.pragma("synchronous = NORMAL");
sqlite.prepare("ATTACH ? AS old").run(oldPath);
const tables = sqlite.prepare("SELECT name, sql FROM old.sqlite_schema WHERE type = 'table'").all();
sqlite.transaction(() => {
  for (const { name, sql } of /** @type {{ name: string, sql: string }[]} */ (tables)) {
    sqlite.exec(sql);
    sqlite.exec(`INSERT INTO main.${name} SELECT * FROM old.${name}`);
  }
})();
sqlite.close();
