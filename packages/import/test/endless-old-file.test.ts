import { join } from "node:path";
import { makeSchemaEndless, makeTreeEndless } from "@review/test-kit/endless-tree.mjs";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { openOldLedger } from "../src/index.ts";
import { OldLedgerUnreadableError } from "../src/old-file/errors.ts";

/** An old file with a row in each table and a schema of some pages. */
function oldFile(): string {
  const path = join(scratchFolder(), "old.sqlite");
  const sqlite = new Database(path);
  sqlite.exec(
    "CREATE TABLE named (name TEXT PRIMARY KEY); CREATE TABLE review_runs (id INTEGER PRIMARY KEY, note_path)",
  );
  for (let other = 0; other < 100; other += 1)
    sqlite.exec(`CREATE TABLE other_${other} (${"x".repeat(100)})`);
  sqlite.exec("INSERT INTO named VALUES ('a'); INSERT INTO review_runs VALUES (1, 'a.md')");
  sqlite.close();
  return path;
}

// Without what is tested here each of these goes on for ever.
it.each<[what: string, spoil: (path: string) => void]>([
  ["review_runs", (path) => makeTreeEndless(path, "review_runs")],
  ["an index", (path) => makeTreeEndless(path, "sqlite_autoindex_named_1")],
  ["its schema", (path) => makeSchemaEndless(path, { index: "sqlite_autoindex_named_1" })],
])("an old file with endless rows in %s is damaged", (_, spoil) => {
  const path = oldFile();
  openOldLedger(path).close();
  spoil(path);
  expect(() => openOldLedger(path)).toThrow(OldLedgerUnreadableError);
  expect(() => openOldLedger(path)).toThrow("the file is damaged");
});
