import { chmodSync, copyFileSync, existsSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeSchemaEndless, makeTreeEndless } from "@review/test-kit/endless-tree.mjs";
import { journalThatDeletes } from "@review/test-kit/journal-that-deletes.mjs";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { copyLedger } from "../../src/copy-ledger.ts";
import { openLedger } from "../../src/open-ledger.ts";

async function makePlaces() {
  const folder = scratchFolder();
  const from = join(folder, "from.sqlite");
  await (await openLedger(from)).close();
  return { from, to: join(folder, "to.sqlite"), victim: join(folder, "victim") };
}

it.each(["-wal", "-shm", "-journal", ".copying-wal", ".copying-journal"])(
  "no ledger is copied to where %s waits for it",
  async (suffix) => {
    const { from, to } = await makePlaces();
    writeFileSync(to + suffix, "of somebody else");
    await expect(copyLedger(from, to)).rejects.toMatchObject({
      code: "ledger-unavailable",
      message: expect.stringContaining(`${to}${suffix} is there before it`),
    });
    expect(existsSync(to)).toBe(false);
  },
);

it("no copy is begun through a symlink", async () => {
  const { from, to, victim } = await makePlaces();
  symlinkSync(victim, `${to}.copying`);
  await expect(copyLedger(from, to)).rejects.toThrow(`${to}.copying is no file`);
  expect(existsSync(victim)).toBe(false);
});

it("no journal beside what looks like a copy that was begun has another file deleted", async () => {
  const { from, to, victim } = await makePlaces();
  writeFileSync(victim, "");
  new Database(`${to}.copying`).exec("CREATE TABLE t (a)").close();
  writeFileSync(`${to}.copying-journal`, journalThatDeletes(victim, 2));
  await expect(copyLedger(from, to)).rejects.toThrow("names another file, which SQLite would delete");
  expect(existsSync(victim)).toBe(true);
});

/** Without what is tested here copying goes on for ever. */
it.each<[what: string, spoil: (path: string) => void]>([
  ["its schema", (path) => makeSchemaEndless(path)],
  ["a table", (path) => makeTreeEndless(path, "ledger_migrations")],
])(
  "what looks like a copy that was begun, with endless rows in %s, is not gone on with",
  async (_, spoil) => {
    const { from, to } = await makePlaces();
    copyFileSync(from, `${to}.copying`);
    spoil(`${to}.copying`);
    chmodSync(`${to}.copying`, 0o644);
    await expect(copyLedger(from, to)).rejects.toThrow(/to\.sqlite\.copying is damaged/);
  },
);

it.skipIf(process.platform === "win32")("no log is played into a copy that was begun here", async () => {
  const { from, to } = await makePlaces();
  copyFileSync(from, `${to}.copying`);
  writeFileSync(`${to}.copying-wal`, "of somebody else");
  await expect(copyLedger(from, to)).rejects.toThrow(
    "to.sqlite.copying-wal lies beside it, put there not by SQLite",
  );
});
