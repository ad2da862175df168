import { readdirSync } from "node:fs";
import { join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { LedgerNotFoundError } from "../../src/errors.ts";
import { openLedger } from "../../src/open-ledger.ts";
import { insertRun } from "../../src/transitions.ts";
import { newRun } from "../new-run.ts";
import { finish, kill, startFixture } from "../processes.ts";

describe("many processes may open a new ledger at once", () => {
  it("four", () => openTogether(4));
  it("sixteen", { tags: ["slow"] }, () => openTogether(16));
});

async function openTogether(processes: number): Promise<void> {
  const root = scratchFolder();
  const path = join(root, ".review", "ledger.sqlite");
  const started = await Promise.all(
    Array.from({ length: processes }, () => startFixture("insert-run.mjs", path)),
  );
  const ids = (await Promise.all(started.map(finish))).map(Number);
  const expected = Array.from({ length: processes }, (_, index) => index + 1);
  expect(ids.toSorted((a, b) => a - b)).toEqual(expected);
  // Not by openLedger: the processes run what was built, which may be older than the source.
  const sqlite = new Database(path);
  expect(sqlite.prepare("SELECT id FROM review_runs ORDER BY id").pluck().all()).toEqual(expected);
  sqlite.close();
}

it.each(["created", "in WAL", "migrating"])(
  "a process killed when the file was %s does no harm",
  async (stage) => {
    const root = scratchFolder();
    const path = join(root, "l.sqlite");
    const { child } = await startFixture("half-open.mjs", path, stage);
    await kill(child);
    await expect(openLedger(path, { readOnly: true })).rejects.toThrow(LedgerNotFoundError);
    const ledger = await openLedger(path);
    expect(await insertRun(ledger, newRun())).toBe(1);
    await ledger.close();
    expect(readdirSync(root)).toEqual(["l.sqlite"]);
  },
);
