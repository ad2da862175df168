import { initLedger } from "@review/db";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { queryLedger } from "@review/test-kit/ledger-rows.ts";
import { binPath } from "@review/test-kit/run-bin.ts";
import { hasPostgres, type ScratchDatabase, scratchDatabase } from "@review/test-kit/scratch-database.ts";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";
import { ENVIRONMENT, makeSweepTree, type SweepTree, sweepTree } from "./sweep-tree.ts";

const ACCEPTED = `SELECT note_path, gate_id, model_id, accepted_note_sha, accepted_gate_sha, acceptance_kind, count(*) AS times
  FROM %s GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2`;
const SWEEP = ["sweep", "--all-gates", "--runner", "warning", "--model", "opus", "--batch-size", "2"];

async function scratchServer(): Promise<ScratchDatabase & { clerk: string }> {
  const database = await scratchDatabase({
    name: "shared",
    build: (url) => initLedger(url, { grantTo: ["clerk"] }),
  });
  return { ...database, clerk: database.url("clerk") };
}

const nested = ({ root }: Pick<SweepTree, "root">, REVIEW_DB: string, ...args: string[]) =>
  nestedHere(root, args, { environment: { ...ENVIRONMENT, REVIEW_DB } });

async function rowsOf(database: ScratchDatabase, sql: string): Promise<Record<string, unknown>[]> {
  return (await (await database.connect("postgres")).query(sql)).rows;
}

/** A worker as a process of its own, which a test can end. */
const startWork = ({ root }: SweepTree, REVIEW_DB: string, ...args: string[]) =>
  execa(process.execPath, [binPath("review-nested"), "work", "--trust", ...args], {
    ...{ cwd: root, env: { ...ENVIRONMENT, REVIEW_DB }, extendEnv: false, reject: false },
  });

/** A shared sweep, and a worker in the middle of its first batch. */
async function startSlowly(tree: SweepTree) {
  const server = await scratchServer();
  const slow = SWEEP.map((word) => (word === "warning" ? "slow" : word));
  await nested(tree, server.clerk, ...slow, "--shared");
  const worker = startWork(tree, server.clerk, "--jobs", "1");
  await expect.poll(() => tree.book().length).toBeGreaterThan(0);
  return { server, worker };
}

describe.skipIf(!hasPostgres)("a shared sweep", () => {
  it("leaves with four workers the same acceptances as on one machine with a file", async () => {
    const tree = makeSweepTree({ notes: 8 });
    await sweepTree(tree, "warning", "--batch-size", "2");
    const inFile = queryLedger(tree.root, ACCEPTED.replace("%s", "acceptance_events"));

    const server = await scratchServer();
    const planned = await nested(tree, server.clerk, ...SWEEP, "--shared");
    expect(planned).toMatchObject({ exitCode: 0, stdout: "" });
    expect(planned.stderr).toContain("sweep 1: 16 pairs in 8 batches for warning (opus)");
    const workers = await Promise.all(
      [1, 2, 3, 4].map(() => nested(tree, server.clerk, "work", "--jobs", "1")),
    );
    expect(workers.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
    const onServer = await rowsOf(server, ACCEPTED.replace("%s", "review.acceptance_events"));
    expect(onServer).toEqual(inFile.map((row) => ({ ...row, times: "1" })));
    expect(onServer).toHaveLength(16);

    const { stdout } = await nested(tree, server.clerk, "sweeps", "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      sweeps: [{ sweepId: 1, state: "finished", reviewed: 16, failed: 0, skipped: 0, open: 0 }],
    });
    // Nothing is stale any more, so that no second one is made.
    const again = await nested(tree, server.clerk, ...SWEEP, "--shared", "--json");
    expect(again).toMatchObject({ exitCode: 0, stdout: '{"schema":1}\n' });
    expect((await nested(tree, server.clerk, "warns", "--summary")).stdout).toContain("8");
  });

  it("is told as it goes on, one line of JSON for each event", async () => {
    const tree = makeSweepTree({ notes: 1 });
    const server = await scratchServer();
    const planned = await nested(
      tree,
      server.clerk,
      ...SWEEP,
      "--shared",
      "--json",
      "--jobs",
      "3",
      "--budget-tokens",
      "2",
    );
    expect(JSON.parse(planned.stdout)).toMatchObject({
      sweep: {
        sweepId: 1,
        state: "open",
        pairs: 2,
        open: 2,
        limits: { jobs: 3, budgetTokens: 2, maxFailures: 10 },
      },
    });
    // Unknown is not 0.
    expect(JSON.parse(planned.stdout).sweep).not.toHaveProperty("costUsd");
    expect(await nested(tree, server.clerk, "sweeps")).toMatchObject({
      stderr: "what is open and not under way waits for a worker: `review-nested work` is one\n",
    });
    const { stdout } = await nested(tree, server.clerk, "work", "--json", "--jobs", "1");
    const events = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).event);
    expect(events).toEqual([
      ...["worker-started", "batch-started", "run-completed", "batch-finished"],
      // A reviewer that does not tell its tokens cannot be held to a cap.
      ...["sweep-stopped", "worker-finished"],
    ]);
    const watched = await nested(tree, server.clerk, "sweeps", "1", "--watch");
    expect(watched).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(
        /^sweep 1 stopped: 1 of 2 pairs, 1 reviewed, cost unknown, --budget-tokens cannot be kept/,
      ),
    });
  });

  it("can be cancelled, once", async () => {
    const tree = makeSweepTree({ notes: 1 });
    const server = await scratchServer();
    await nested(tree, server.clerk, ...SWEEP, "--shared");
    const twice = await nested(tree, server.clerk, ...SWEEP, "--shared");
    expect(twice.stderr).toContain(
      "sweep 1 for the same reviewer is still open: `sweep --cancel 1` ends it\n",
    );
    await nested(tree, server.clerk, "sweep", "--cancel", "2");
    expect(await nested(tree, server.clerk, "sweep", "--cancel", "1")).toMatchObject({
      ...{ exitCode: 0, stderr: "sweep 1 is cancelled\n" },
    });
    expect(await nested(tree, server.clerk, "sweep", "--cancel", "1", "--json")).toMatchObject({
      ...{ exitCode: 4, stdout: expect.stringContaining('"state":"cancelled"') },
    });
    expect(await nested(tree, server.clerk, "sweep", "--cancel", "9")).toMatchObject({
      ...{ exitCode: 2, stderr: expect.stringContaining("there is no shared sweep 9") },
    });
    expect(await nested(tree, server.clerk, "work")).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining("0 batches"),
    });
    expect((await nested(tree, server.clerk, "sweeps")).stdout).toMatch(/^1 +cancelled /m);
  });

  it("runs checks only where their gates are, as somebody agreed to them", async () => {
    const gate = `---\ncheck: [${process.execPath}, check.cjs, "{note}"]\n---\nIs it plain?\n`;
    const files = { "check.cjs": "process.exit(0)", "kb/instructions/review-gates/checks/plain.md": gate };
    const tree = makeKnowledgeBase(files);
    const server = await scratchServer();
    await nested(tree, server.clerk, "sweep", "checks", "--runner", "checks", "--shared");
    const stranger = makeKnowledgeBase({
      ...files,
      "kb/instructions/review-gates/checks/plain.md": `${gate}more\n`,
    });
    const left = await nested(stranger, server.clerk, "work");
    expect(left).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("the gate checks/plain is not here as it was planned"),
    });
    const untrusted = await execa(process.execPath, [binPath("review-nested"), "work"], {
      ...{
        cwd: tree.root,
        env: { ...ENVIRONMENT, REVIEW_DB: server.clerk },
        extendEnv: false,
        reject: false,
      },
    });
    expect(untrusted).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining("no more batches for checks here"),
    });
    expect(untrusted.stderr.match(/you have not agreed to/g)).toHaveLength(1);
    expect(await nested(tree, server.clerk, "work")).toMatchObject({ exitCode: 0 });
    expect(await rowsOf(server, "SELECT gate_id FROM review.acceptance_events")).toHaveLength(2);
  });

  it("is not planned of what no program here can check, and its exit code tells", async () => {
    const tree = makeSweepTree({ notes: 2, gates: [] });
    tree.write("gates/prose/lint.md", "---\ncheck: no-such-linter -q\n---\nIs it so?\n");
    const server = await scratchServer();
    const share = ["sweep", "--all-gates", "--runner", "checks", "--trust", "--shared"];
    const none = await nested(tree, server.clerk, ...share);
    expect(none).toMatchObject({ exitCode: 3, stdout: "" });
    expect(none.stderr).toContain("left out 2 pairs: the program no-such-linter");
    expect(none.stderr).toContain("nothing else is to be reviewed\n");
    tree.write("gates/prose/true.md", "---\ncheck: ['true', '{notes}']\n---\nIs it so?\n");
    const some = await nested(tree, server.clerk, ...share);
    expect(some).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining("sweep 1: 2 pairs in 1 batch"),
    });
  });

  it.each([
    [
      ["sweep", "--all-gates", "--runner", "quick", "--model", "opus", "--shared"],
      /is a file, and machines share a sweep through a ledger on PostgreSQL/,
    ],
    [["sweep", "--cancel", "1"], /is a file/],
    [["work"], /is a file/],
    [["sweeps"], /is a file/],
    [
      ["sweep", "--all-gates", "--runner", "quick", "--model", "opus", "--watch"],
      /--watch is for sweeps that are --shared/,
    ],
  ])("is refused in one line for a ledger in a file: %s", async (args, why) => {
    const { root } = makeSweepTree({ notes: 1 });
    const { exitCode, stderr } = await nestedHere(root, args, { environment: ENVIRONMENT });
    expect({ exitCode, lines: stderr.trim().split("\n") }).toEqual({
      exitCode: 2,
      lines: [expect.stringMatching(why)],
    });
  });

  it.each([
    [["--fail-on", "warn"], /leave out --fail-on/],
    [["--max-minutes", "5"], /--max-minutes is not for a sweep that is --shared/],
    [["--format", "json"], /--format is not for/],
  ])("is refused with what only one machine can answer: %s", async (more, why) => {
    const { root } = makeSweepTree({ notes: 1 });
    const environment = { ...ENVIRONMENT, REVIEW_DB: "postgres://nobody@127.0.0.1:1/none" };
    const { exitCode, stderr } = await nestedHere(root, [...SWEEP, "--shared", ...more], { environment });
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringMatching(why) });
  });

  it("goes on elsewhere when a worker is killed in the middle of a batch", async () => {
    const tree = makeSweepTree({ notes: 4, until: "go" });
    const { server, worker: killed } = await startSlowly(tree);
    killed.kill("SIGKILL");
    await killed;
    tree.write("go", "");
    // The clock of the server is not waited for.
    await rowsOf(server, "UPDATE review.workers SET seen_at = now() - interval '1 minute'");
    const other = await startWork(tree, server.clerk, "--jobs", "2");
    expect(other).toMatchObject({
      exitCode: 0,
      stderr: expect.stringMatching(/waits again: worker .*\/\d+ was lost, \d runs? failed/),
    });
    const times = await rowsOf(
      server,
      "SELECT count(*)::int AS times FROM review.acceptance_events GROUP BY note_path, gate_id",
    );
    expect(times).toEqual(Array.from({ length: 8 }, () => ({ times: 1 })));
    const failed = await rowsOf(
      server,
      "SELECT DISTINCT failure_reason FROM review.review_runs WHERE status = 'failed'",
    );
    expect(failed).toEqual([
      { failure_reason: expect.stringMatching(new RegExp(`^worker .+/${killed.pid} was lost$`)) },
    ]);
  });

  it("is given back at once by Ctrl-C", async () => {
    const tree = makeSweepTree({ notes: 1, until: "go" });
    const { server, worker } = await startSlowly(tree);
    worker.kill("SIGINT");
    expect(await worker).toMatchObject({
      exitCode: 130,
      stderr: expect.stringContaining("interrupted: what was under way was given back"),
    });
    const [state] = await rowsOf(
      server,
      `SELECT count(*) FILTER (WHERE status = 'running')::int AS running,
      min(failure_reason) AS reason, (SELECT count(*)::int FROM review.sweep_batches WHERE status <> 'waiting') AS taken FROM review.review_runs`,
    );
    expect(state).toEqual({ running: 0, reason: "interrupted", taken: 0 });
  });
});
