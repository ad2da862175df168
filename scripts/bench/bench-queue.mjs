// What shared sweeps take of a server: the constants that docs/scale.md reckons with. `node scripts/bench/bench-queue.mjs`; by itself, since
// it starts a PostgreSQL (the one that tests use, with fsync).
import { createHash } from "node:crypto";
import { initLedger, openLedger } from "../../packages/db/dist/index.js";
import * as queue from "../../packages/db/dist/queue.js";
import { createRun, modelPartition, recordAndFinalizeRun } from "../../packages/lifecycle/dist/index.js";
import { startServer } from "../prove/scale-server.mjs";

const NOTES = 20_000;
const GATES = 5;
const CLIENTS = 8;
const MS = 8_000;

/** @param {string} text */
const snapshot = (text) => ({ sha: createHash("sha256").update(text).digest("hex"), text });

const server = await startServer([]);
try {
  const url = `postgres://postgres@127.0.0.1:${server.port}/reviews`;
  await initLedger(url);
  const ledgers = await Promise.all(Array.from({ length: CLIENTS }, () => openLedger(url)));
  const [ledger] = ledgers;
  if (!ledger) throw new Error("no ledger");

  const planned = performance.now();
  for (const model of ["m", "n", "o", "p"])
    await queue.addSweep(ledger, sweepOf(model, model === "m" ? NOTES : 2_000));
  const seconds = (performance.now() - planned) / 1000;
  const pairs = (NOTES + 3 * 2_000) * GATES;
  const [{ bytes = 0 } = {}] = await server.rows(
    `SELECT sum(pg_total_relation_size(oid))::bigint AS bytes FROM pg_class WHERE relnamespace = 'review'::regnamespace
     AND relname IN ('sweep_pairs', 'sweep_batches', 'sweep_notes')`,
  );
  console.log(
    `plan: ${Math.round(pairs / seconds)} pairs/s, ${Math.round(Number(bytes) / pairs)} bytes a pair`,
  );

  const ids = ledgers.map((_, index) => index.toString(16).padStart(16, "0"));
  for (const id of ids) await queue.enterWorker(ledger, { id, host: "bench", pid: 1 });
  /** @param {number} index @param {readonly string[]} [runners] */
  const cycle = async (index, runners) => {
    const own = ledgers[index] ?? ledger;
    const asked = { workerId: ids[index] ?? "", exceptRunners: [], hasFiles: true, except: [], runners };
    const taken = await queue.takeBatch(own, asked, () => ({ take: "start" }));
    if (!taken) throw new Error("the queue is empty");
    await queue.readBatch(own, taken.turn);
    const result = { reviewed: GATES, failed: 0, skipped: 0, answered: true, costUsd: 0.01, tokens: 100 };
    await queue.endTurn(own, taken.turn, result, () => ({ outcome: { done: true }, failuresInARow: 0 }));
  };
  await measure("take, read and end a batch, one service", (index) => cycle(index, ["m"]));
  await measure("sign of life", (index) => queue.seeWorkers(ledgers[index] ?? ledger, [ids[index] ?? ""]));
  await measure("look in vain", (index) =>
    queue.takeBatch(
      ledgers[index] ?? ledger,
      { workerId: ids[index] ?? "", exceptRunners: ["m", "n", "o", "p"], hasFiles: true, except: [] },
      () => ({ take: "start" }),
    ),
  );
  let number = 0;
  const gates = Array.from({ length: GATES }, (_, gate) => ({
    gateId: `g${gate}`,
    ...snapshot(`gate ${gate}`),
  }));
  await measure(`record a run of ${GATES} gates`, async (index) => {
    number += 1;
    const own = ledgers[index] ?? ledger;
    const note = snapshot(`note ${number} ${"text ".repeat(400)}`);
    const runId = await createRun(own, {
      notePath: `r${number}.md`,
      modelId: modelPartition("m"),
      runner: "m",
      note,
      gates,
    });
    const gateReviews = gates.map(({ gateId }) => ({
      gateId,
      decision: /** @type {const} */ ("pass"),
      rationaleMarkdown: "So it is.",
    }));
    await recordAndFinalizeRun(own, { runId, gateReviews });
  });
  await Promise.all(ledgers.map((each) => each.close()));
} finally {
  await server.stop();
}

/** @param {string} name @param {(index: number) => Promise<unknown>} once */
async function measure(name, once) {
  const until = performance.now() + MS;
  let times = 0;
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, index) => {
      while (performance.now() < until) {
        await once(index);
        times += 1;
      }
    }),
  );
  console.log(`${name}: ${Math.round(times / (MS / 1000))}/s on ${CLIENTS} connections`);
}

/** @param {string} runner @param {number} amount @returns {import("../../packages/db/dist/queue.js").NewSweep} */
function sweepOf(runner, amount) {
  const names = Array.from({ length: amount }, (_, index) => `notes/of/some/folder/note-${index}.md`);
  return {
    reviewer: { runner, model: runner, modelId: modelPartition(runner), settings: {} },
    limits: { maxFailures: 10 },
    asked: {},
    madeBy: { host: "bench", pid: 1 },
    notes: names.map((notePath) => ({
      notePath,
      ...snapshot(`${runner} ${notePath} ${"text ".repeat(400)}`),
      links: [],
    })),
    gates: Array.from({ length: GATES }, (_, gate) => ({
      gateId: `g${gate}`,
      ...snapshot(`gate ${gate}`),
      facts: {},
    })),
    batches: names.map((notePath) => ({
      needsFiles: false,
      pairs: Array.from({ length: GATES }, (_, gate) => ({ notePath, gateId: `g${gate}`, again: false })),
    })),
  };
}
