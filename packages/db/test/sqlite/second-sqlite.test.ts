// A program may load its own copy of better-sqlite3's JavaScript beside this package's: the bundled command lines do
// where something is preloaded, and so does any bundle. Both copies then share one native addon, which throws the
// SqliteError of the copy that came first.

import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import Database from "better-sqlite3";
import { beforeAll, expect, it } from "vitest";
import { openLedger } from "../../src/open-ledger.ts";
import { listRuns } from "../../src/reads.ts";
import { insertRun } from "../../src/transitions.ts";
import { newRun } from "../new-run.ts";

import { openSqlite } from "./open-sqlite.ts";

const require = createRequire(import.meta.url);

/** As `Database`, by a copy of the library's JavaScript. */
let openByOther: (path: string) => Database.Database;

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), "review-other-copy-"));
  cpSync(dirname(require.resolve("better-sqlite3")), folder, { recursive: true });
  const Other: typeof Database = require(folder);
  const nativeBinding = require.resolve("better-sqlite3/build/Release/better_sqlite3.node");
  openByOther = (path) => new Other(path, { nativeBinding });
  openByOther(":memory:").close();
  // What the copy that opens a database first does, whichever that was in this process.
  const addon = require(nativeBinding);
  addon.setErrorConstructor(Other.SqliteError);
  return () => {
    addon.setErrorConstructor(Database.SqliteError);
    rmSync(folder, { recursive: true });
  };
});

it("there are two copies over one addon", async () => {
  const { sqlite } = await openSqlite();
  expect(sqlite).toBeInstanceOf(Database);
  expect(() => sqlite.exec("nonsense")).toThrow("syntax error");
  expect(() => sqlite.exec("nonsense")).not.toThrow(Database.SqliteError);
});

it("a ledger that another process is creating is waited for", async () => {
  const path = join(scratchFolder(), "l.sqlite");
  const other = openByOther(path);
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
  const saboteur = openByOther(ledger.url);
  saboteur.exec("DROP TABLE review_run_gates");
  saboteur.close();
  await expect(listRuns(ledger, { gateId: "a" })).rejects.toMatchObject({ code: "ledger-unavailable" });
});
