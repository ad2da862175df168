import { hasPostgres } from "@review/test-kit/scratch-database.ts";
import { describe, expect, it } from "vitest";
import type { SharedStorage, TakeQuestion, TurnEnd } from "../../src/shared-sweeps.ts";
import type { Storage } from "../../src/storage.ts";
import { newRun } from "../new-run.ts";
import { newSweep, WORKERS } from "./new-sweep.ts";
import { emptyPostgres, openStorage } from "./scratch-postgres.ts";

const start = () => ({ take: "start" }) as const;
const done = (): TurnEnd => ({ outcome: { done: true }, failuresInARow: 0 });
const back = (afterMs = 0): TurnEnd => ({ outcome: { done: false, why: "the service refused", afterMs } });
const NOTHING = { reviewed: 0, failed: 0, skipped: 0, answered: false };
const by = (workerId: string, more: Partial<TakeQuestion> = {}): TakeQuestion => ({
  ...{ workerId, exceptRunners: [], hasFiles: true, except: [], ...more },
});

/** A ledger with two workers, and what of it machines share. */
async function scene(): Promise<{ storage: Storage; shared: SharedStorage }> {
  const storage = await openStorage(await emptyPostgres());
  const { shared } = storage;
  if (!shared) throw new Error("the engine shares nothing");
  for (const id of Object.values(WORKERS)) await shared.enterWorker({ id, host: `host-${id[0]}`, pid: 9 });
  return { storage, shared };
}

const { one, two } = WORKERS;

describe.skipIf(!hasPostgres)("a shared sweep", () => {
  it("is planned with its texts, taken batch by batch, and finished with the last", async () => {
    const { storage, shared } = await scene();
    expect(await shared.addSweep(newSweep())).toBe(1);
    expect(await shared.queueState(by(one))).toEqual({ forWorker: true, forOthers: 0 });
    expect(await shared.queueState(by(one, { runners: [] }))).toEqual({ forWorker: false, forOthers: 2 });

    const first = await shared.takeBatch(by(one), start);
    const second = await shared.takeBatch(by(two), start);
    expect([first?.turn, second?.turn]).toEqual([
      { sweepId: 1, batch: 1, turn: 1 },
      { sweepId: 1, batch: 2, turn: 1 },
    ]);
    expect(await shared.takeBatch(by(one), start)).toBeUndefined();
    expect(await shared.readBatch({ sweepId: 1, batch: 2, turn: 1 })).toEqual({
      pairs: [{ ordinal: 0, notePath: "o.md", gateId: "a", again: false }],
      notes: [expect.objectContaining({ text: "note o", links: [{ target: "n.md", status: "exists" }] })],
      gates: [expect.objectContaining({ text: "gate a", facts: { name: "A" } })],
    });

    const result = { ...NOTHING, reviewed: 1, answered: true, costUsd: 0.5, tokens: 10 };
    await shared.endTurn({ sweepId: 1, batch: 1, turn: 1 }, result, done);
    expect(await shared.listSweeps({ limit: 9 })).toMatchObject([
      { id: 1, batches: 2, batchesDone: 1, reviewed: 1, costUsd: 0.5, costPairs: 1, tokens: 10, taken: 1 },
    ]);
    await shared.endTurn({ sweepId: 1, batch: 2, turn: 1 }, { ...NOTHING, skipped: 1 }, done);
    expect(await shared.listSweeps({ limit: 9 })).toMatchObject([
      { ending: "finished", skipped: 1, taken: 0 },
    ]);
    await shared.leaveWorker(one);
    await storage.close();
  });

  it("gives a batch that was put back to the next, but not before its time", async () => {
    const { storage, shared } = await scene();
    await shared.addSweep(newSweep());
    await shared.takeBatch(by(one), start);
    await shared.endTurn({ sweepId: 1, batch: 1, turn: 1 }, NOTHING, () => back(600_000));
    expect((await shared.takeBatch(by(one), start))?.turn.batch).toBe(2);
    expect(await shared.takeBatch(by(one), start)).toBeUndefined();
    await shared.endTurn({ sweepId: 1, batch: 2, turn: 1 }, NOTHING, () => back());
    expect((await shared.takeBatch(by(two), start))?.turn).toEqual({ sweepId: 1, batch: 2, turn: 2 });
    await storage.close();
  });

  it("gives out only what a worker can do", async () => {
    const { storage, shared } = await scene();
    await shared.addSweep(newSweep());
    expect(await shared.takeBatch(by(one, { runners: ["other"] }), start)).toBeUndefined();
    expect(await shared.takeBatch(by(one, { exceptRunners: ["agent"] }), start)).toBeUndefined();
    const except = [{ sweepId: 1, batch: 1 }];
    expect(await shared.takeBatch(by(one, { hasFiles: false, except }), start)).toBeUndefined();
    expect((await shared.takeBatch(by(one, { except }), start))?.turn.batch).toBe(2);
    expect((await shared.takeBatch(by(one, { hasFiles: false }), start))?.turn.batch).toBe(1);
    await storage.close();
  });

  it("tells who decides what its runner and model are at in all sweeps, and obeys", async () => {
    const { storage, shared } = await scene();
    await shared.addSweep(newSweep());
    await shared.addSweep(newSweep());
    await shared.takeBatch(by(one), start);
    const asked: unknown[] = [];
    const none = await shared.takeBatch(by(two), (state) => {
      asked.push([state.sweep.id, state.runningBatches, state.runningPairs, state.pairs]);
      return state.sweep.id === 1 ? { take: "stop", why: "the budget is used up" } : { take: "wait" };
    });
    expect([none, asked]).toEqual([
      undefined,
      [
        [1, 1, 1, 1],
        [2, 1, 1, 1],
      ],
    ]);
    expect(await shared.listSweeps({ ids: [1], limit: 9 })).toMatchObject([
      { ending: "stopped", endingReason: "the budget is used up" },
    ]);
    await storage.close();
  });

  it("lets a pause that one worker was asked for hold all, and its service remember it", async () => {
    const { storage, shared } = await scene();
    await shared.addSweep(newSweep());
    await shared.takeBatch(by(one), start);
    const service = { jobs: 1, refusals: 1, pauses: 1, pauseMs: 600_000 };
    await shared.endTurn({ sweepId: 1, batch: 1, turn: 1 }, NOTHING, () => ({
      ...back(),
      service,
      pause: { ms: 600_000, reason: "429" },
    }));
    expect(await shared.takeBatch(by(two), start)).toBeUndefined();
    await storage.close();
  });

  it("fails nothing by itself when a worker is given up, and hands its batch on when its runs have ended", async () => {
    const { storage, shared } = await scene();
    await shared.addSweep(newSweep());
    const taken = await shared.takeBatch(by(one), start);
    const runId = await storage.createRun(newRun({ turn: taken?.turn }));
    expect(await shared.giveUpWorkers(600_000)).toEqual([]);
    expect(await shared.seeWorkers([one, two])).toEqual([one, two]);
    const [lost] = await shared.giveUpWorkers(-60_000);
    expect(lost).toMatchObject({ host: "host-1", pid: 9, batch: 1, openRuns: [{ runId, pairs: 2 }] });
    expect(await shared.seeWorkers([one, two])).toEqual([]);

    const turn = { sweepId: 1, batch: 1, turn: 1 };
    await expect(shared.loseTurn(turn, { why: "lost", pairs: 2 })).rejects.toThrow(
      /a turn ends after its runs/,
    );
    await storage.changeRuns([runId], () => ({ change: { end: { status: "failed", reason: "lost" } } }));
    // What is left behind is told until somebody has seen to it.
    expect(await shared.giveUpWorkers(600_000)).toMatchObject([{ batch: 1, openRuns: [] }]);
    await shared.loseTurn(turn, { why: "lost", pairs: 2 });
    expect(await shared.listSweeps({ limit: 1 })).toMatchObject([
      { lostTurns: 1, lostPairs: 2, failed: 0, taken: 0 },
    ]);
    await expect(storage.createRun(newRun({ turn }))).rejects.toThrow(/given to others/);
    expect(await shared.endTurn(turn, NOTHING, done)).toBeUndefined();
    await storage.close();
  });

  it("tells who listens", async () => {
    const { storage, shared } = await scene();
    const ended = new AbortController();
    let told = 0;
    const listening = shared.listen(() => {
      told += 1;
    }, ended.signal);
    await expect
      .poll(async () => {
        await shared.addSweep(newSweep());
        return told;
      })
      .toBeGreaterThan(0);
    ended.abort();
    await listening;
    await storage.close();
  });
});
