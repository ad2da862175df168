import { existsSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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
