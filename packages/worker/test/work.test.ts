import { openCorpus } from "@review/corpus";
import { listSharedSweeps } from "@review/db";
import { endSweep, enterWorker, takeBatch } from "@review/db/queue";
import { createRun, modelPartition } from "@review/lifecycle";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { hasPostgres } from "@review/test-kit/scratch-database.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { describe, expect, it } from "vitest";
import { eachOnce, makeScene, QUICK, runnerOf, type Scene } from "./scene.ts";

const GHOST = "f".repeat(16);

/** Another worker takes the first batch, starts a run of one of its pairs, and is not heard of for a minute. */
async function loseOne({ ledger, raw }: Scene): Promise<number> {
  await enterWorker(ledger, { id: GHOST, host: "ghost", pid: 13 });
  const asked = { workerId: GHOST, exceptRunners: [], hasFiles: true, except: [] };
  const taken = await takeBatch(ledger, asked, () => ({ take: "start" }));
  const runId = await createRun(ledger, {
    ...{ notePath: "notes/n1.md", modelId: modelPartition("opus"), runner: "agent" },
    note: snapshotOf("# Note 1\n\nText.\n"),
    gates: ["a", "b"].map((gateId) => ({ gateId, ...snapshotOf(`# ${gateId}\n\nIs it so?\n`) })),
    ...(taken && { turn: taken.turn }),
  });
  await raw.query("UPDATE review.workers SET seen_at = now() - interval '1 minute' WHERE id = $1", [GHOST]);
  return runId;
}

describe.skipIf(!hasPostgres)("work", () => {
  it("reviews what was planned, each pair once, by any number of workers", async () => {
    const scene = await makeScene(6);
    await scene.share();
    const runner = runnerOf();
    const done = await Promise.all([1, 2, 3].map(() => scene.work(runner)));
    expect(await scene.accepted()).toEqual(eachOnce(6));
    expect(done.reduce((sum, { reviewed }) => sum + reviewed, 0)).toBe(12);
    expect(await listSharedSweeps(scene.ledger, { limit: 1 })).toMatchObject([
      { ending: "finished", reviewed: 12, failed: 0, skipped: 0, costUsd: expect.closeTo(0.06), tokens: 600 },
    ]);
    expect(scene.events.at(-1)).toMatchObject({ event: "worker-finished" });
  });

  it("pays for nothing that became fresh after it was planned", async () => {
    const scene = await makeScene(2);
    await scene.share();
    await scene.share();
    const runner = runnerOf();
    await scene.work(runner, { jobs: 1 });
    expect(runner.asked).toHaveLength(2);
    const [second, first] = await listSharedSweeps(scene.ledger, { limit: 2 });
    expect([first, second]).toMatchObject([{ reviewed: 4 }, { reviewed: 0, skipped: 4, ending: "finished" }]);
  });

  it("counts apart what is of no known price: that is not nothing", async () => {
    const scene = await makeScene(2);
    await scene.share();
    const priced = await scene.work(runnerOf(), { jobs: 1 });
    expect(priced).toMatchObject({ invocations: 2, unpriced: 0, costUsd: expect.closeTo(0.02) });
    const other = await makeScene(2);
    await other.share();
    const unpriced = await other.work(runnerOf({ costUsd: null }), { jobs: 1 });
    expect(unpriced).toMatchObject({ invocations: 2, unpriced: 2, costUsd: 0 });
    expect(other.events.at(-1)).toMatchObject({ event: "worker-finished", unpriced: 2 });
  });

  it("takes no more for a runner that was silent twice in a row, and leaves what is left to others", async () => {
    const scene = await makeScene(4);
    await scene.share();
    const silent = runnerOf({ before: async () => ({ how: "silent", message: "nothing came" }) });
    const done = await scene.work(silent, { jobs: 1 });
    expect(silent.asked).toHaveLength(2);
    expect(done).toMatchObject({ failed: 2, forOthers: 3, runnersLeft: ["agent"] });
    const others = await scene.work(runnerOf(), { jobs: 1 });
    expect(others).toMatchObject({ reviewed: 6 });
  });

  it("reviews the texts that were planned, without notes or gates of its own", async () => {
    const scene = await makeScene(1);
    await scene.share();
    const { root } = makeKnowledgeBase();
    const empty = await openCorpus({ cwd: root, root, userId: process.geteuid?.() });
    const runner = runnerOf();
    await scene.work(runner, { corpus: empty });
    expect(runner.asked[0]?.notes).toMatchObject([{ notePath: "notes/n1.md", text: "# Note 1\n\nText.\n" }]);
    expect(await scene.accepted()).toEqual(eachOnce(1));
  });

  it("takes over what a lost worker left: its runs fail with the reason, and what is paid twice is counted", async () => {
    const scene = await makeScene(2);
    await scene.share();
    const runId = await loseOne(scene);
    await scene.work(runnerOf());
    expect(await scene.accepted()).toEqual(eachOnce(2));
    const { rows } = await scene.raw.query(
      "SELECT status, failure_reason FROM review.review_runs WHERE id = $1",
      [runId],
    );
    expect(rows).toEqual([{ status: "failed", failure_reason: "worker ghost/13 was lost" }]);
    expect(await listSharedSweeps(scene.ledger, { limit: 1 })).toMatchObject([
      { ending: "finished", reviewed: 4, failed: 0, lostTurns: 1, lostPairs: 2 },
    ]);
    expect(scene.events).toContainEqual({
      ...{ event: "worker-lost", sweepId: 1, batch: 1, host: "ghost", pid: 13, runIds: [runId] },
    });
  });

  it("that comes back too late records nothing, and says so", async () => {
    const scene = await makeScene(1);
    await scene.share();
    let comeBack = () => {};
    const away = new Promise<void>((resolve) => {
      comeBack = resolve;
    });
    const late = runnerOf({
      before: async () => {
        await scene.raw.query("UPDATE review.workers SET seen_at = now() - interval '1 minute'");
        await away;
        return undefined;
      },
    });
    // Its own signs of life do not come through meanwhile.
    const first = scene.work(late, { jobs: 1, times: { pollMs: 5, beatMs: 60_000_000, silentMs: 30_000 } });
    await expect.poll(() => late.asked.length).toBe(1);
    await expect
      .poll(
        async () =>
          (await scene.raw.query("SELECT 1 FROM review.workers WHERE seen_at < now() - interval '30 s'"))
            .rowCount,
      )
      .toBe(1);
    await scene.work(runnerOf());
    comeBack();
    expect(await first).toMatchObject({ lost: 1, reviewed: 0, failed: 0 });
    expect(await scene.accepted()).toEqual(eachOnce(1));
    expect(scene.events).toContainEqual(
      expect.objectContaining({ event: "run-failed", reason: expect.stringMatching(/not running/) }),
    );
    expect(scene.events).toContainEqual(
      expect.objectContaining({
        event: "batch-lost",
        reason: expect.stringMatching(/desk\/7.*given to others/),
      }),
    );
  });

  it("that is interrupted fails its runs and gives its batches back at once", async () => {
    const scene = await makeScene(2);
    await scene.share();
    const person = new AbortController();
    const hanging = runnerOf({
      before: (_, signal) =>
        new Promise((resolve) => {
          signal.addEventListener("abort", () => resolve({ how: "interrupted", message: "interrupted" }));
        }),
    });
    const working = scene.work(hanging, { signal: person.signal });
    await expect.poll(() => hanging.asked.length).toBe(2);
    person.abort();
    expect(await working).toMatchObject({ stopped: { why: "interrupted" }, reviewed: 0 });
    const { rows } = await scene.raw.query(
      "SELECT (SELECT count(*)::int FROM review.sweep_batches WHERE status = 'waiting') AS waiting, (SELECT count(*)::int FROM review.review_runs WHERE status = 'running') AS running",
    );
    expect(rows).toEqual([{ waiting: 2, running: 0 }]);
    await scene.work(runnerOf());
    expect(await scene.accepted()).toEqual(eachOnce(2));
  });

  it("lets one refusal of the service slow all, and asks again", async () => {
    const scene = await makeScene(4);
    await scene.share();
    let refusals = 0;
    const runner = runnerOf({
      before: async () => {
        refusals += 1;
        return refusals === 1 ? { how: "rate-limited", message: "429", retryAfterSeconds: 3600 } : undefined;
      },
    });
    const person = new AbortController();
    const start = () => scene.work(runner, { jobs: 1, signal: person.signal });
    const first = start();
    await expect.poll(() => scene.events.some(({ event }) => event === "paused")).toBe(true);
    const rest = (
      await scene.raw.query(
        "SELECT jobs, refusals, paused_until > now() + interval '59 min' AS paused FROM review.services",
      )
    ).rows;
    expect(rest).toMatchObject([{ refusals: 1, paused: true }]);
    const second = start();
    const started = () => scene.events.filter(({ event }) => event === "worker-started").length;
    await expect.poll(started).toBe(2);
    expect(runner.asked).toHaveLength(1);
    await scene.raw.query("UPDATE review.services SET paused_until = now()");
    await Promise.all([first, second]);
    expect(await scene.accepted()).toEqual(eachOnce(4));
  });

  it("keeps to the jobs of a sweep over all workers", async () => {
    const scene = await makeScene(4);
    await scene.share({ limits: { maxFailures: 10, jobs: 1 } });
    let running = 0;
    let most = 0;
    const runner = runnerOf({
      before: async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 5));
        running -= 1;
        return undefined;
      },
    });
    await Promise.all([scene.work(runner), scene.work(runner)]);
    expect(most).toBe(1);
    expect(await scene.accepted()).toEqual(eachOnce(4));
  });

  it("stops a sweep whose budget is used up, and takes nothing of one that was cancelled", async () => {
    const scene = await makeScene(4);
    await scene.share({ limits: { maxFailures: 10, budgetUsd: 0.025 } });
    await scene.work(runnerOf());
    expect(await listSharedSweeps(scene.ledger, { limit: 1 })).toMatchObject([
      {
        ending: "stopped",
        endingReason: expect.stringMatching(/--budget-usd 0.025 would be passed/),
        batchesDone: 2,
      },
    ]);
    const id = await scene.share();
    expect(await endSweep(scene.ledger, id, "cancelled")).toBe(true);
    const runner = runnerOf();
    await scene.work(runner);
    expect(runner.asked).toEqual([]);
  });

  it("ends all that it has begun when something of its own breaks, and throws that", async () => {
    const scene = await makeScene(2);
    await scene.share();
    let asked = 0;
    const broken = runnerOf({
      before: (_, signal) => {
        asked += 1;
        if (asked === 2) throw new TypeError("a bug");
        return new Promise((resolve) => {
          signal.addEventListener("abort", () => resolve({ how: "interrupted", message: "interrupted" }));
        });
      },
    });
    await expect(scene.work(broken)).rejects.toThrow("a bug");
    const { rows } = await scene.raw.query(
      "SELECT count(*)::int AS running FROM review.review_runs WHERE status = 'running'",
    );
    expect(rows).toEqual([{ running: 0 }]);
  });

  it("goes on when the ledger was away, and lets go of the turn that it could not end", async () => {
    const scene = await makeScene(2);
    await scene.share();
    const change = (privilege: string) =>
      scene.raw.query(`DO $$ BEGIN EXECUTE format('${privilege} PUBLIC', current_database()); END $$`);
    let isFirst = true;
    const runner = runnerOf({
      before: async () => {
        if (!isFirst) return undefined;
        isFirst = false;
        await change("REVOKE CONNECT ON DATABASE %I FROM");
        await scene.raw.query(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'clerk' AND datname = current_database()",
        );
        return undefined;
      },
    });
    // No sign of life meanwhile: the only trouble is that of the turn, which is over then.
    const times = { ...QUICK, beatMs: 60_000, patienceMs: 60_000 };
    const working = scene.work(runner, { jobs: 1, times });
    await expect.poll(() => scene.events.some(({ event }) => event === "ledger-trouble")).toBe(true);
    await change("GRANT CONNECT ON DATABASE %I TO");
    const isLetGo = "SELECT worker_id FROM review.sweep_turns WHERE outcome IS NULL AND batch = 1";
    await expect
      .poll(
        async () =>
          (await scene.raw.query("SELECT 1 FROM review.sweep_turns WHERE batch = 2 AND outcome = 'done'"))
            .rowCount,
      )
      .toBe(1);
    await scene.raw.query(
      `UPDATE review.workers SET seen_at = now() - interval '1 minute' WHERE id IN (${isLetGo})`,
    );
    const done = [await scene.work(runner, { jobs: 1 }), await working];
    expect(done).toMatchObject([{ failed: 0 }, { failed: 0 }]);
    expect(await scene.accepted()).toEqual(eachOnce(2));
    const { rows } = await scene.raw.query(
      "SELECT failure_reason FROM review.review_runs WHERE status <> 'completed'",
    );
    expect(rows).toEqual([{ failure_reason: "worker desk/7 was lost" }]);
  });

  it("tries a batch no more in the middle of which one worker after another was lost", async () => {
    const scene = await makeScene(1);
    await scene.share();
    for (let lost = 0; lost < 5; lost += 1) {
      const id = String(lost).repeat(16);
      await enterWorker(scene.ledger, { id, host: "ghost", pid: 13 });
      await takeBatch(scene.ledger, { workerId: id, exceptRunners: [], hasFiles: true, except: [] }, () => ({
        take: "start",
      }));
      await scene.raw.query("UPDATE review.workers SET seen_at = now() - interval '1 minute' WHERE id = $1", [
        id,
      ]);
      await scene.work(runnerOf(), { runners: [] });
    }
    const runner = runnerOf();
    expect(await scene.work(runner)).toMatchObject({ failed: 2, reviewed: 0 });
    expect(runner.asked).toEqual([]);
    expect(await listSharedSweeps(scene.ledger, { limit: 1 })).toMatchObject([
      { ending: "finished", failed: 2 },
    ]);
  });
});
