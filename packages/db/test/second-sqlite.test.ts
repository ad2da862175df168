// A program may load its own copy of better-sqlite3's JavaScript beside this package's: the bundled command lines do
// where something is preloaded, and so does any bundle. Both copies then share one native addon, which throws the
// SqliteError of the copy that came first.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { beforeAll, expect, it } from "vitest";
import { connectionOf } from "../src/connection.ts";
import { openLedger } from "../src/open-ledger.ts";
import { listRuns } from "../src/queries/list-runs.ts";
import { insertRun } from "../src/transitions.ts";
import { newRun } from "./new-run.ts";
import { scratchFolder } from "./scratch-folder.ts";

const require = createRequire(import.meta.url);

let openByFirstCopy: (path: string) => Database.Database;

// It meets the native addon before the one that the ledger uses.
beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), "review-first-copy-"));
  cpSync(dirname(require.resolve("better-sqlite3")), folder, { recursive: true });
  const Copy: typeof Database = require(folder);
  const nativeBinding = require.resolve("better-sqlite3/build/Release/better_sqlite3.node");
  openByFirstCopy = (path) => new Copy(path, { nativeBinding });
  openByFirstCopy(":memory:").close();
  return () => rmSync(folder, { recursive: true });
});

it("there are two copies over one addon", async () => {
  await using ledger = await openLedger(":memory:");
  const { sqlite } = connectionOf(ledger);
  expect(sqlite).toBeInstanceOf(Database);
  expect(() => sqlite.exec("nonsense")).toThrow("syntax error");
  expect(() => sqlite.exec("nonsense")).not.toThrow(Database.SqliteError);
});

it("a ledger that another process is creating is waited for", async () => {
  const path = join(scratchFolder(), "l.sqlite");
  const other = openByFirstCopy(path);
  other.exec("BEGIN IMMEDIATE");
  const opening = openLedger(path);
  other.exec("COMMIT");
  other.close();
  await using ledger = await opening;
  expect(await insertRun(ledger, newRun())).toBe(1);
});

it("errors of SQLite become ours", async () => {
  const path = join(scratchFolder(), "l.sqlite");
  writeFileSync(path, "no database at all, but longer than the header of one ".repeat(4));
  await expect(openLedger(path)).rejects.toMatchObject({ code: "not-a-ledger" });

  await using ledger = await openLedger(join(scratchFolder(), "other.sqlite"));
  await expect(insertRun(ledger, newRun({ notePath: "" }))).rejects.toMatchObject({
    code: "ledger-constraint",
  });
  const saboteur = openByFirstCopy(ledger.url);
  saboteur.exec("DROP TABLE review_run_gates");
  saboteur.close();
  await expect(listRuns(ledger, { gateId: "a" })).rejects.toMatchObject({ code: "ledger-unavailable" });
});
