// A shared sweep on four machines, whose workers are killed and whose cables are cut.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { REVIEW_NESTED } from "./review.mjs";
import { runAsProgram } from "./run-as-program.mjs";
import { runNode } from "./run-process.mjs";
import { ended, makeHosts, NETWORK } from "./scale-hosts.mjs";
import { startServer } from "./scale-server.mjs";

const REVIEWER = fileURLToPath(
  new URL("../../packages/cli-nested/test/fixtures/reviewer.mjs", import.meta.url),
);
const PLAN = ["sweep", "--all-gates", "--runner", "slow", "--model", "opus"];
const GATES = 2;
const BATCH = 5;

/** What is made, and what happens to it; times in milliseconds. The first pairs are reviewed without faults, to compare with. */
const SIZES = {
  long: {
    notes: 1_000,
    calm: 200,
    hosts: 4,
    workers: 8,
    batchMs: 5_000,
    faultEveryMs: 12_000,
    longestCutMs: 25_000,
  },
  short: {
    notes: 20,
    calm: 10,
    hosts: 2,
    workers: 3,
    batchMs: 2_000,
    faultEveryMs: 6_000,
    longestCutMs: 3_000,
  },
};
/** How much longer than without faults it may take before it counts as stuck. */
const STUCK_AFTER = 3;
const STUCK_MS = 180_000;

/** @type {import("./proof.mjs").Proof} */
export const proof = {
  name: "scale",
  title: "workers that are killed or cut off lose no pair, and accept none twice",
  *trials({ size }) {
    const { notes, hosts, workers } = SIZES[size];
    yield {
      name: `${workers} workers on ${hosts} machines share ${notes * GATES} pairs`,
      run: (context) => share(context, SIZES[size]),
    };
  },
};

/** @param {import("./proof.mjs").TrialContext} context @param {typeof SIZES.long} amounts */
async function share({ folder, random, count }, amounts) {
  const { hosts: machines, workers, calm } = amounts;
  const book = makeTree(folder, amounts);
  const hosts = makeHosts(machines);
  const server = await startServer(hosts.canBeCut ? [NETWORK] : []);
  try {
    const db = `postgres://postgres@${hosts.address}:${server.port}/reviews`;
    const here = `postgres://postgres@127.0.0.1:${server.port}/reviews`;
    await must(folder, ["ledger", "init", here]);
    /** @param {readonly string[]} more */
    const plan = (...more) =>
      must(folder, [...PLAN, "--batch-size", String(BATCH), "--shared", "--db", here, ...more]);
    const pairs = amounts.notes * GATES;
    /** @type {string[]} */
    const log = [];
    await plan("--limit", String(calm));
    const fleet = startFleet({ hosts, machines, workers, folder, db, log });
    const calmMs = await finished(server, 1, STUCK_MS);
    const idealMs = (calmMs / calm) * (pairs - calm);
    await plan();
    const faults = makeFaults({ hosts, machines, fleet, random, amounts, count });
    const tookMs = await finished(server, 2, STUCK_AFTER * idealMs + STUCK_MS).finally(faults.stop);
    await fleet.end();
    if (!Number.isFinite(tookMs)) throw new Error(`stuck: ${log.join("").slice(-4_000)}`);
    await checkLedger(server, pairs);
    const started = readFileSync(book, "utf8").split("\n");
    const [{ lost = 0, paid = 0 } = {}] = await server.rows(
      "SELECT sum(lost_turns) AS lost, sum(lost_pairs) AS paid FROM review.sweeps",
    );
    count("pairs accepted once", pairs);
    count("batches of lost workers", Number(lost));
    count("pairs asked twice", Number(paid));
    count("reviewers started", started.filter((line) => line.startsWith("start")).length);
    count("seconds with faults", Math.round(tookMs / 1000));
    count("seconds at the pace without", Math.round(idealMs / 1000));
  } finally {
    await server.stop();
    hosts.takeDown();
  }
}

/** @param {string} folder @param {typeof SIZES.long} amounts */
function makeTree(folder, { notes, batchMs }) {
  mkdirSync(join(folder, "notes"));
  mkdirSync(join(folder, "gates"));
  for (let note = 1; note <= notes; note += 1)
    writeFileSync(join(folder, `notes/n${note}.md`), `# Note ${note}\n\nText.\n`);
  for (const gate of ["a", "b"].slice(0, GATES))
    writeFileSync(join(folder, `gates/${gate}.md`), `# ${gate}\n\nSo?\n`);
  const book = join(folder, "book.txt");
  const slow = { command: [process.execPath, REVIEWER, book, String(batchMs)] };
  const config = { notes: ["notes/*.md"], gates: "gates", runners: { slow } };
  writeFileSync(join(folder, "review.config.json"), JSON.stringify(config));
  return book;
}

/** @param {string} folder @param {string[]} args */
async function must(folder, args) {
  const { exitCode, stderr } = await runNode([REVIEW_NESTED, ...args, "--trust"], { cwd: folder });
  if (exitCode !== 0) throw new Error(`${args.join(" ")} ended with ${exitCode}: ${stderr}`);
}

/**
 * Workers that are started again whenever one has ended, as long as there is something to do.
 * @param {{ hosts: ReturnType<typeof makeHosts>, machines: number, workers: number, folder: string, db: string, log: string[] }} of
 */
function startFleet({ hosts, machines, workers, folder, db, log }) {
  let isOver = false;
  /** @type {(import("node:child_process").ChildProcess | undefined)[]} */
  const children = [];
  const keep = Array.from({ length: workers }, async (_, index) => {
    const host = (index % machines) + 1;
    while (!isOver) {
      const args = ["work", "--wait", "--jobs", "1", "--db", db, "--trust"];
      const child = hosts.start(host, args, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
      child.stderr?.on("data", (text) => log.push(`${index}: ${text}`));
      children[index] = child;
      await ended(child);
      if (!isOver) await setTimeout(2_000);
    }
  });
  return {
    /** @param {number} index @param {NodeJS.Signals} signal */
    signal: (index, signal) => children[index]?.kill(signal),
    size: workers,
    end: async () => {
      isOver = true;
      for (const child of children) {
        child?.kill("SIGCONT");
        child?.kill("SIGTERM");
      }
      await Promise.all(keep);
    },
  };
}

/**
 * Kills a worker, or cuts a machine off for a while, again and again.
 * @param {{ hosts: ReturnType<typeof makeHosts>, machines: number, fleet: ReturnType<typeof startFleet>,
 *   random: import("./random.mjs").Random, amounts: typeof SIZES.long, count: (figure: string, amount?: number) => void }} of
 */
function makeFaults({ hosts, machines, fleet, random, amounts, count }) {
  const over = new AbortController();
  /** @param {number} ms */
  const rest = (ms) => setTimeout(ms, undefined, { signal: over.signal }).catch(() => undefined);
  /** @type {Promise<void>[]} */
  const cuts = [];
  /** @param {() => unknown} begin @param {() => unknown} end */
  const forAWhile = async (begin, end) => {
    begin();
    await rest(random.below(amounts.longestCutMs));
    end();
  };
  const going = (async () => {
    while (!over.signal.aborted) {
      await rest(amounts.faultEveryMs / 2 + random.below(amounts.faultEveryMs));
      if (over.signal.aborted) return;
      const index = random.below(fleet.size);
      if (random.below(10) < 6) {
        fleet.signal(index, "SIGKILL");
        count("kills");
      } else if (hosts.canBeCut) {
        const host = random.below(machines) + 1;
        cuts.push(
          forAWhile(
            () => hosts.plug(host, false),
            () => hosts.plug(host, true),
          ),
        );
        count("cables cut");
      } else {
        cuts.push(
          forAWhile(
            () => fleet.signal(index, "SIGSTOP"),
            () => fleet.signal(index, "SIGCONT"),
          ),
        );
        count("processes stopped");
      }
    }
  })();
  return {
    stop: async () => {
      over.abort();
      await Promise.all([going, ...cuts]);
    },
  };
}

/**
 * Waits until a sweep is finished, and gives how long that took; endless where it is stuck.
 * @param {Awaited<ReturnType<typeof startServer>>} server @param {number} id @param {number} patienceMs
 */
async function finished(server, id, patienceMs) {
  const began = performance.now();
  while (performance.now() < began + patienceMs) {
    const [sweep] = await server.rows(`SELECT ending FROM review.sweeps WHERE id = ${id}`);
    if (sweep?.ending === "finished") return performance.now() - began;
    await setTimeout(200);
  }
  return Infinity;
}

/** @param {Awaited<ReturnType<typeof startServer>>} server @param {number} pairs */
async function checkLedger(server, pairs) {
  const [found] = await server.rows(`SELECT
    (SELECT count(*)::int FROM review.acceptance_events) AS accepted,
    (SELECT count(*)::int FROM (SELECT DISTINCT note_path, gate_id FROM review.acceptance_events) AS pair) AS pairs,
    (SELECT count(*)::int FROM review.review_runs WHERE status = 'running') AS running,
    (SELECT count(*)::int FROM review.sweep_batches WHERE status <> 'done') AS batches,
    (SELECT count(*)::int FROM review.sweep_turns WHERE outcome IS NULL) AS turns,
    (SELECT sum(reviewed)::int FROM review.sweeps) AS reviewed`);
  const wanted = { accepted: pairs, pairs, running: 0, batches: 0, turns: 0, reviewed: pairs };
  if (JSON.stringify(found) !== JSON.stringify(wanted))
    throw new Error(`the ledger has ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
}

await runAsProgram(import.meta, proof);
