import { chmodSync, copyFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { copyLedger } from "../../src/copy-ledger.ts";
import { openLedger } from "../../src/open-ledger.ts";
import { OWN_MODE } from "../../src/sqlite/files/own-mark.ts";
import { countRuns, leaveWithLog } from "./left-with-log.ts";

const SIDE_FILES = ["-wal", "-shm", "-journal"];

/** A database of another program that was killed, as `change` left it before anything was put into its file from beside it. */
function leaveOther(path: string, mode: number, ...change: [before: string, last: string]): void {
  const made = join(scratchFolder(), "other.sqlite");
  const sqlite = new Database(made);
  sqlite.pragma("wal_autocheckpoint = 0");
  for (const statements of change) sqlite.exec(statements);
  for (const end of ["", ...SIDE_FILES]) {
    if (!existsSync(made + end)) continue;
    copyFileSync(made + end, path + end);
    chmodSync(path + end, mode);
  }
  sqlite.close();
}

/** A journal that is kept over the end of its change, as of a process that was killed in it. */
function leaveWithJournal(path: string, mode: number): void {
  const before = "PRAGMA page_size = 512; CREATE TABLE t (a); INSERT INTO t VALUES (1);";
  leaveOther(path, mode, before, "PRAGMA cache_size = 1; BEGIN; UPDATE t SET a = 2; CREATE TABLE u (a);");
}

const bytesOf = (path: string) =>
  ["", ...SIDE_FILES].map((end) => existsSync(path + end) && readFileSync(path + end).toString("base64"));

const WAYS: [way: string, use: (path: string) => Promise<unknown>, place?: string][] = [
  ["read", (path) => openLedger(path, { readOnly: true })],
  ["written to", (path) => openLedger(path)],
  ["copied", (path) => copyLedger(path, `${path}.to`)],
];

const LEFT: [what: string, leave: (path: string, mode: number) => void][] = [
  [
    "all in its log",
    (path, mode) => leaveOther(path, mode, "PRAGMA journal_mode = WAL", "CREATE TABLE t (a)"),
  ],
  [
    "some of it in its log",
    (path, mode) =>
      leaveOther(path, mode, "CREATE TABLE t (a); PRAGMA journal_mode = WAL", "INSERT INTO t VALUES (1)"),
  ],
  ["a journal beside it", leaveWithJournal],
  [
    "no database, and a log beside it",
    (path, mode) => {
      leaveOther(path, mode, "CREATE TABLE t (a); PRAGMA journal_mode = WAL", "INSERT INTO t VALUES (1)");
      writeFileSync(path, "some text\n".repeat(500));
    },
  ],
];

describe.each(LEFT)("a file of another program, with %s", (_, leave) => {
  it.each(WAYS.flatMap(([way, use]) => [0o644, OWN_MODE].map((mode) => ({ way, use, mode }))))(
    "keeps every byte when it is $way as a ledger (mode $mode)",
    async ({ use, mode }) => {
      const path = join(scratchFolder(), "app.sqlite");
      leave(path, mode);
      const before = bytesOf(path);
      expect(before.filter(Boolean).length).toBeGreaterThan(1);
      await expect(use(path)).rejects.toMatchObject({ code: "not-a-ledger" });
      expect(bytesOf(path)).toEqual(before);
    },
  );

  it("keeps every byte in the place of a copy that was begun", async () => {
    const folder = scratchFolder();
    const from = join(folder, "from.sqlite");
    await (await openLedger(from)).close();
    const place = join(folder, "to.sqlite.copying");
    leave(place, OWN_MODE);
    const before = bytesOf(place);
    await expect(copyLedger(from, join(folder, "to.sqlite"))).rejects.toMatchObject({ code: "not-a-ledger" });
    expect(bytesOf(place)).toEqual(before);
  });
});

it("a ledger that was never closed has what makes it one in its log", async () => {
  const path = join(scratchFolder(), "l.sqlite");
  await leaveWithLog(path);
  expect(readFileSync(path).readUInt32BE(68)).toBe(0);
  expect(await countRuns(path)).toBe(1);
});

it("what is known of a ledger is not taken for known of another file in its place", async () => {
  const path = join(scratchFolder(), "l.sqlite");
  await leaveWithLog(path);
  expect(await countRuns(path)).toBe(1);
  renameSync(path, `${path}.away`);
  leaveOther(path, OWN_MODE, "PRAGMA journal_mode = WAL", "CREATE TABLE t (a)");
  await expect(countRuns(path)).rejects.toMatchObject({ code: "not-a-ledger" });
});
