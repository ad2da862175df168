import { hasPostgres } from "@review/test-kit/scratch-database.ts";
import { describe, expect, it } from "vitest";
import { newRun } from "../new-run.ts";
import { newSweep, WORKERS } from "./new-sweep.ts";
import { emptyPostgres, openStorage } from "./scratch-postgres.ts";

const { one, two } = WORKERS;

/** A sweep of two batches; the first is under way with a run that is running, the second is done. A connection of the application. */
async function scene() {
  const database = await emptyPostgres();
  const storage = await openStorage(database);
  const { shared } = storage;
  if (!shared) throw new Error("the engine shares nothing");
  for (const id of Object.values(WORKERS)) await shared.enterWorker({ id, host: "desk", pid: 9 });
  await shared.addSweep(newSweep());
  const start = () => ({ take: "start" }) as const;
  const asked = { workerId: one, exceptRunners: [], hasFiles: true, except: [] };
  const taken = await shared.takeBatch(asked, start);
  await storage.createRun(newRun({ turn: taken?.turn }));
  const second = await shared.takeBatch(asked, start);
  const result = { reviewed: 1, failed: 0, skipped: 0, answered: true };
  if (second) await shared.endTurn(second.turn, result, () => ({ outcome: { done: true } }));
  await storage.close();
  return database.connect("clerk");
}

const turn = (batch: number, worker: string) =>
  `INSERT INTO review.sweep_turns (sweep_id, batch, turn, worker_id) VALUES (1, ${batch}, 7, '${worker}')`;
const END = "UPDATE review.sweep_turns SET outcome = 'done' WHERE batch = ";

describe.skipIf(!hasPostgres)("the queue refuses, to the application role", () => {
  it.each([
    ["a batch that is taken twice", turn(1, two), /only a batch that waits/],
    ["a batch that is done, once more", turn(2, two), /only a batch that waits/],
    [
      "a batch of no sweep",
      "INSERT INTO review.sweep_batches VALUES (9, 1, 1, false)",
      /sweep_batches_sweep_id_fkey/,
    ],
    [
      "a batch more, of a sweep that is under way",
      "INSERT INTO review.sweep_batches VALUES (1, 9, 1, false)",
      /is said when it is made/,
    ],
    ["a turn that ends while a run of it is running", `${END} 1`, /a turn ends after its runs/],
    ["a turn that ends twice", `${END} 2`, /a turn ends once/],
    [
      "a turn that is lost while its worker is there",
      "UPDATE review.sweep_turns SET outcome = 'lost', why = 'x' WHERE batch = 1",
      /of a worker that was lost, and no others/,
    ],
    [
      "a worker that goes in the middle of a batch",
      `UPDATE review.workers SET ending = 'left', ended_at = now() WHERE id = '${one}'`,
      /leaves after its batches/,
    ],
    [
      "a worker that comes back",
      `UPDATE review.workers SET ending = 'left', ended_at = now() WHERE id = '${two}';
      UPDATE review.workers SET seen_at = now() WHERE id = '${two}'`,
      /does not come back/,
    ],
    [
      "a sweep that is finished with a batch left",
      "UPDATE review.sweeps SET ending = 'finished', ended_at = now()",
      /when each of its batches is done/,
    ],
    [
      "a sweep that is stopped for no reason",
      "UPDATE review.sweeps SET ending = 'stopped', ended_at = now()",
      /sweeps_reason/,
    ],
    [
      "a sweep that ends twice",
      "UPDATE review.sweeps SET ending = 'cancelled', ended_at = now(); UPDATE review.sweeps SET ending = 'stopped', ending_reason = 'x'",
      /that has ended is never changed/,
    ],
    [
      "a batch of a sweep that was cancelled",
      `UPDATE review.sweep_batches SET not_before = now(); UPDATE review.sweeps SET ending = 'cancelled', ended_at = now(); ${turn(1, two)}`,
      /only a batch that waits|that has ended/,
    ],
    [
      "a run of a turn that has ended",
      "INSERT INTO review.sweep_runs VALUES (1, 1, 2, 1)",
      /given to others/,
    ],
    ["a turn of nobody", turn(1, "f".repeat(16)), /only a batch that waits|at work/],
  ])("%s", async (_, sql, why) => {
    const client = await scene();
    await expect(client.query(sql)).rejects.toThrow(why);
  });

  it.each([
    ["to say that a batch is done", "UPDATE review.sweep_batches SET status = 'done'"],
    ["to count by itself", "UPDATE review.sweeps SET reviewed = 9"],
    ["to change what is asked for", "UPDATE review.sweep_pairs SET note_path = 'x'"],
    ["to give a turn to another", `UPDATE review.sweep_turns SET worker_id = '${two}'`],
    ["to raise a budget", "UPDATE review.sweeps SET budget_usd = 9"],
    ["to delete a sweep", "DELETE FROM review.sweeps"],
    ["to empty the queue", "TRUNCATE review.sweep_batches CASCADE"],
  ])("the right %s", async (_, sql) => {
    const client = await scene();
    await expect(client.query(sql)).rejects.toSatisfy(
      (error) => (error as { code?: string }).code === "42501",
    );
  });
});
