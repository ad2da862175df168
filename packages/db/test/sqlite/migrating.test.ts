import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { LedgerUnavailableError } from "../../src/errors.ts";
import { openLedger } from "../../src/open-ledger.ts";
import { openConnection } from "../../src/sqlite/open-connection.ts";
import { migrations } from "../../src/sqlite/schema/migrations/index.ts";
import { type MigrationProgress, planMigration } from "../../src/sqlite/schema/room-to-migrate.ts";

const latest = migrations.length;

/** A ledger as version 1 left it. */
function outdated(): string {
  const path = join(scratchFolder(), "ledger.sqlite");
  const sqlite = new Database(path);
  sqlite.exec(readFileSync(new URL("../fixtures/ledger-v1.sql", import.meta.url), "utf8"));
  sqlite.pragma("journal_mode = WAL");
  sqlite.close();
  return path;
}

it("tells before anything is done what will be, and then of each step", async () => {
  const path = outdated();
  const { size: bytes } = statSync(path);
  const told: MigrationProgress[] = [];
  const onMigrating = (progress: MigrationProgress) => {
    if (told.length === 0) expect(readdirSync(join(path, ".."))).not.toContain("ledger.sqlite.v1.bak");
    told.push(progress);
  };
  await (await openLedger(path, { onMigrating })).close();
  expect(told[0]).toEqual({ path, from: 1, to: latest, bytes, needs: bytes * 3.5, done: 0, all: latest });
  expect(told.map(({ done }) => done)).toEqual(Array.from({ length: latest + 1 }, (_, index) => index));
  await (await openLedger(path, { onMigrating })).close();
  await (await openLedger(join(scratchFolder(), "new.sqlite"), { onMigrating })).close();
  expect(told).toHaveLength(latest + 1);
});

it("says that another process is at it, and which where the system tells", async () => {
  const path = outdated();
  const other = new Database(path);
  other.exec("BEGIN IMMEDIATE");
  const who = process.platform === "linux" ? `process ${process.pid}` : "another process";
  await expect(openConnection(path, { readOnly: false, now: () => "", patienceMs: 1 })).rejects.toThrow(
    `cannot use the ledger ${path}: ${who} is bringing it to version ${latest}: run the command again when that is done`,
  );
  other.exec("ROLLBACK");
  other.close();
  await (await openLedger(path)).close();
});

describe("the room that it takes", () => {
  const file = () => {
    const path = join(scratchFolder(), "l.sqlite");
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, Buffer.alloc(2_000_000));
    return path;
  };

  it.each([
    [1, 7],
    [5, 3],
    [13, 2.2],
  ])("from version %i", (from, needs) => {
    const path = file();
    const plan = planMigration(path, from, latest, () => needs * 1e6);
    expect(plan).toMatchObject({ bytes: 2e6, needs: needs * 1e6, all: latest - from + 1 });
    expect(() => planMigration(path, from, latest, () => needs * 1e6 - 1)).toThrow(LedgerUnavailableError);
    expect(() => planMigration(path, from, latest, () => 0)).toThrow(
      `it must be brought to version ${latest}, which may take ${Math.ceil(needs)} MB more of its disk meanwhile, and 0 MB are free: make room and run the command again`,
    );
  });

  it("is taken on trust where the system does not tell", () => {
    expect(planMigration(file(), 1, latest, () => undefined)).toMatchObject({ from: 1 });
  });
});
