import { hasPostgres } from "@review/test-kit/scratch-database.ts";
import { describe, expect, it } from "vitest";
import { newRun } from "../new-run.ts";
import { finish, kill, startFixture } from "../processes.ts";
import { emptyPostgres, openStorage } from "./scratch-postgres.ts";

describe.skipIf(!hasPostgres)("of processes that finalize one run at once, one does", () => {
  it("four", () => finalizeTogether(4));
  it("thirty-two", { tags: ["slow"] }, () => finalizeTogether(32));
});

async function finalizeTogether(processes: number): Promise<void> {
  const database = await emptyPostgres();
  const storage = await openStorage(database);
  const id = await storage.createRun(newRun());
  const started = await Promise.all(
    Array.from({ length: processes }, () =>
      startFixture("finalize-run.mjs", database.url("clerk"), String(id)),
    ),
  );
  const written = (await Promise.all(started.map(finish))).map(Number);
  expect(written.toSorted()).toEqual([...Array(processes - 1).fill(0), 2]);
  expect(await storage.getRun(id)).toMatchObject({ status: "completed" });
  expect((await storage.listAcceptanceEvents({})).map((event) => event.id)).toEqual([1, 2]);
  await storage.close();
}

it.skipIf(!hasPostgres)("a process killed in the middle of a change leaves nothing of it", async () => {
  const database = await emptyPostgres();
  const storage = await openStorage(database);
  const id = await storage.createRun(newRun());
  // It gets as far as the lock on the ledger, and waits.
  const other = await database.connect();
  await other.query("BEGIN; SELECT review.lock_ledger()");
  const { child } = await startFixture("finalize-run.mjs", database.url("clerk"), String(id));
  child.stdin.write("go\n");
  const waiting = () => other.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
  await expect.poll(async () => (await waiting()).rowCount, { timeout: 30_000 }).toBe(1);
  await kill(child);
  await other.query("COMMIT");
  await expect
    .poll(
      async () =>
        (
          await other.query(
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'",
          )
        ).rowCount,
      { timeout: 30_000 },
    )
    .toBe(0);
  expect(await storage.getRun(id)).toMatchObject({ status: "running", gateReviews: [] });
  await storage.close();
});
