import { cpSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openLedger, verifyLedger } from "@review/db";
import { createRun, modelPartition, recordAndFinalizeRun } from "@review/lifecycle";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { allRows, ledgerPath, queryLedger } from "@review/test-kit/ledger-rows.ts";
import type { Ran } from "@review/test-kit/run-bin.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { describe, expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";
import { ENVIRONMENT } from "./sweep-tree.ts";

const JUDGE = fileURLToPath(new URL("fixtures/judge.mjs", import.meta.url));
const EDITOR = fileURLToPath(new URL("fixtures/edits-gate.mjs", import.meta.url));
const GATE = "gates/prose/a.md";
const SAMPLE = ["ack", "--gate", "prose/a", "--reason", "gate-changed", "--sample"];
const REVIEWER = ["--runner", "judge", "--model", "opus"];

/** A tree of so many notes in two folders, all of them reviewed, n3 with a warning, and then the gate changed. */
async function makeChangedTree({ notes = 40, strict = "" }: { notes?: number; strict?: string } = {}) {
  const base = makeKnowledgeBase();
  const book = join(base.root, "book.txt");
  for (let note = 1; note <= notes; note += 1)
    base.write(pathOf(note), `# Note ${note}\n\n${"Text. ".repeat(note)}\n`);
  base.write(GATE, "# A\n\nIs it so?\n");
  const judge = { command: [process.execPath, JUDGE, book, strict, "notes/odd/n3.md"] };
  base.write(
    "review.config.json",
    JSON.stringify({ notes: ["notes/**/*.md"], gates: "gates", runners: { judge } }),
  );
  const run = (...args: string[]): Promise<Ran> => nestedHere(base.root, args, { environment: ENVIRONMENT });
  await acceptAll(base.root, notes);
  base.write(GATE, "# A\n\nIs it STRICTly so?\n");
  return {
    ...base,
    run,
    sample: (amount: number, ...more: string[]) => run(...SAMPLE, `${amount}`, ...REVIEWER, "--yes", ...more),
    json: async (...args: string[]) => JSON.parse((await run(...args, "--json")).stdout),
    /** The notes that were reviewed since. */
    reviewed: () => (existsSync(book) ? readFileSync(book, "utf8").trim().split("\n") : []),
    kinds: () =>
      Object.fromEntries(
        queryLedger(
          base.root,
          "SELECT acceptance_kind AS kind, count(*) AS times FROM acceptance_events GROUP BY kind",
        ).map(({ kind, times }) => [kind, times]),
      ),
  };
}

/** A review of each note against the gate as it is now, at one cent each. */
async function acceptAll(root: string, notes: number): Promise<void> {
  await using ledger = await openLedger(ledgerPath(root));
  const gate = snapshotOf(readFileSync(join(root, GATE), "utf8"));
  for (let note = 1; note <= notes; note += 1) {
    const notePath = pathOf(note);
    const text = readFileSync(join(root, notePath), "utf8");
    const runId = await createRun(ledger, {
      ...{ notePath, modelId: modelPartition("opus"), runner: "judge", note: snapshotOf(text) },
      gates: [{ gateId: "prose/a", ...gate }],
    });
    const findings =
      note === 3 ? [{ severity: "warn" as const, message: "so", quotes: [{ start: 2, end: 6 }] }] : [];
    await recordAndFinalizeRun(ledger, {
      runId,
      gateReviews: [
        { gateId: "prose/a", decision: note === 3 ? "warn" : "pass", rationaleMarkdown: "so", findings },
      ],
      executionData: { telemetry: { invocationId: `i-${note}`, costUsd: 0.01, batchSize: 1 } },
    });
  }
}

const pathOf = (note: number) => `notes/${note % 2 ? "odd" : "even"}/n${note}.md`;
/** The first note that was acknowledged, behind the change of the gate. */
const firstOf = (stdout: string) => /^(notes\/\S+)\t/m.exec(stdout)?.[1] ?? "none";

describe("ack --gate G --reason gate-changed --sample K", () => {
  it("reviews K, acknowledges the others on them, and says so wherever that is looked at", async () => {
    const tree = await makeChangedTree();
    const { stderr, stdout, exitCode } = await tree.sample(12, "--seed", "s", "--remark", "wording");
    expect(stderr).toContain("12 reviews of 40 pairs of prose/a under opus, drawn by --seed s\n");
    expect(stderr).toContain("by the average of earlier runs: about $0.12");
    expect(stderr).toMatch(
      /at most \d+(\.\d)? % of the 40 would be decided otherwise, with 95 % confidence\n/,
    );
    expect(stderr).toMatch(/\n28 pairs acknowledged\n$/);
    expect(exitCode).toBe(0);
    expect(new Set(tree.reviewed()).size).toBe(12);
    expect(tree.reviewed()).toHaveLength(12);
    expect(stdout.match(/gate-migration$/gm)).toHaveLength(28);
    expect(tree.kinds()).toEqual({ "full-review": 52, "gate-migration": 28 });
    expect((await tree.json("stale", "prose/a", "--model", "opus")).stale).toEqual([]);
    const [note, other = ""] = [firstOf(stdout), tree.reviewed()[0]];
    const said = "acknowledged by sample: 12 of 40 reviewed, none decided otherwise";
    expect((await tree.run("why", note, "prose/a", "--model", "opus")).stdout).toContain(said);
    expect((await tree.run("history", note)).stdout).toContain(`${said}: wording`);
    for (const command of ["why", "history"]) {
      const args = command === "why" ? ["prose/a", "--model", "opus"] : [];
      expect((await tree.run(command, other, ...args)).stdout).not.toContain("sample");
    }
    expect((await tree.run("verify")).stderr).toContain("(28 acknowledged by sample)");
    await tree.run("lock");
    const locked = readFileSync(join(tree.root, "review.lock", `${note}.json`), "utf8");
    expect(locked).toMatch(
      /"sample":\{"reviewed":12,"of":40,"flipsAtMost":\d+,"confidence":0.95\},"findings"/,
    );
    expect((await tree.run("verify", "--frozen")).stderr).toContain("(28 acknowledged by sample)");
    await using ledger = await openLedger(ledgerPath(tree.root));
    expect((await verifyLedger(ledger)).filter(({ violations }) => violations > 0)).toEqual([]);
  });

  it("keeps what the lock says of a sample where it is taken in", async () => {
    const tree = await makeChangedTree({ notes: 12 });
    const { stdout } = await tree.sample(5);
    const note = firstOf(stdout);
    await tree.run("lock");
    const file = join(tree.root, "review.lock", `${note}.json`);
    const before = readFileSync(file, "utf8");
    rmSync(join(tree.root, ".review"), { recursive: true });
    await tree.run("lock");
    expect(readFileSync(file, "utf8")).toBe(before);
    const said = "acknowledged by sample: 5 of 12 reviewed, none decided otherwise";
    expect((await tree.run("why", note, "prose/a", "--model", "opus")).stdout).toContain(said);
    expect((await tree.run("history", note)).stdout).toContain(said);
  });

  it("draws nothing that was acknowledged elsewhere: nobody has looked at it under the changed gate", async () => {
    const tree = await makeChangedTree({ notes: 12 });
    const before = join(tree.root, "before");
    cpSync(join(tree.root, ".review"), before, { recursive: true });
    const { stdout } = await tree.sample(5);
    await tree.run("lock");
    // Somebody else's ledger, and a lock that lacks two of the notes.
    cpSync(before, join(tree.root, ".review"), { recursive: true, force: true });
    const acknowledged = stdout.split("\n").flatMap((line) => /^(notes\/\S+)\t/.exec(line)?.[1] ?? []);
    for (const note of acknowledged.slice(0, 2)) rmSync(join(tree.root, "review.lock", `${note}.json`));
    const { sample } = await tree.json(...SAMPLE, "7", ...REVIEWER, "--dry-run");
    expect(sample).toMatchObject({ reviewed: 7, of: 7, open: 2 });
  });

  it("names the reviews of the sample behind each acknowledgement", async () => {
    const tree = await makeChangedTree();
    await tree.sample(12);
    const rows = queryLedger(
      tree.root,
      `SELECT event.acceptance_kind AS kind, count(DISTINCT rest.acceptance_event_id) AS rests FROM sample_reviews AS review
       JOIN acceptance_events AS event ON event.id = review.acceptance_event_id
       JOIN sampled_acceptances AS rest ON rest.sample_id = review.sample_id GROUP BY review.acceptance_event_id`,
    );
    expect(rows).toEqual(Array.from({ length: 12 }, () => ({ kind: "full-review", rests: 28 })));
  });

  it("acknowledges nothing where a verdict flips, and nothing by another seed either", async () => {
    const all = Array.from({ length: 40 }, (_, index) => pathOf(index + 1));
    const tree = await makeChangedTree({ strict: all.join(",") });
    const { stderr, exitCode } = await tree.sample(20);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/stopped: the verdict of notes\/\S+ flipped from pass to warn\n/);
    expect(stderr).toMatch(/0 pairs acknowledged; \d+ left as they are: a verdict flipped/);
    // A batch of five at a time, and two at once.
    expect(tree.reviewed().length).toBeLessThanOrEqual(10);
    expect(tree.kinds()["gate-migration"]).toBeUndefined();
    const again = await tree.sample(5, "--seed", "another");
    expect([again.exitCode, firstOf(again.stdout)]).toEqual([1, "none"]);
    expect(again.stderr).toContain("verdicts flipped under the changed gate");
    expect(tree.reviewed().length).toBeLessThanOrEqual(10);
  });

  it("reviews no more once somebody edits the gate: what it found stands for nothing then", async () => {
    const tree = await makeChangedTree();
    const calls = join(tree.root, "calls.txt");
    const command = [process.execPath, EDITOR, calls, join(tree.root, GATE)];
    const config = { notes: ["notes/**/*.md"], gates: "gates", runners: { judge: { command } } };
    tree.write("review.config.json", JSON.stringify({ ...config, limits: { jobs: 1 } }));
    const { stderr, exitCode } = await tree.sample(20);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("stopped: prose/a changed meanwhile\n");
    expect(readFileSync(calls, "utf8")).toBe("asked\n");
    expect(tree.kinds()["gate-migration"]).toBeUndefined();
  });

  it.each([" ", "a\nb", "\u001b[31m"])(
    "refuses a seed that cannot be typed again, before anything is paid: %j",
    async (seed) => {
      const tree = await makeChangedTree({ notes: 4 });
      const { stderr, exitCode } = await tree.sample(2, "--seed", seed);
      expect([exitCode, tree.reviewed()]).toEqual([2, []]);
      expect(stderr).toMatch(/^error: --seed must be letters or digits/);
    },
  );

  it("is content with what another process acknowledges meanwhile", async () => {
    const tree = await makeChangedTree();
    const ran = await Promise.all([tree.sample(10, "--seed", "s"), tree.sample(10, "--seed", "s")]);
    const told = ran.map(({ stderr }) => stderr.trimEnd().split("\n").at(-1));
    expect(told).toContain("30 pairs acknowledged");
    // Whichever came second was told that nothing is left, or that it lost a race: never that all are left.
    expect(told.join()).not.toContain("left as they are");
    expect(tree.kinds()).toMatchObject({ "gate-migration": 30 });
  });

  it("goes on with a sample that was begun, and pays for none of it twice", async () => {
    const tree = await makeChangedTree();
    const { sample } = await tree.json(...SAMPLE, "12", ...REVIEWER, "--dry-run", "--seed", "s");
    expect(sample).toMatchObject({
      reviewed: 12,
      of: 40,
      open: 12,
      estimate: { costUsd: expect.closeTo(0.12) },
    });
    await tree.run("sweep", "prose/a", ...REVIEWER, "--limit", "10");
    const begun = await tree.json(...SAMPLE, "12", ...REVIEWER, "--dry-run", "--seed", "s");
    expect(begun.sample).toMatchObject({ reviewed: 12, of: 40, seed: "s", flips: [] });
    expect(begun.sample.open).toBeLessThan(12);
    await tree.sample(12, "--seed", "s");
    expect(tree.reviewed()).toHaveLength(10 + begun.sample.open);
    expect(new Set(tree.reviewed()).size).toBe(10 + begun.sample.open);
    expect((await tree.json("stale", "prose/a", "--model", "opus")).stale).toEqual([]);
  });

  it("says with --dry-run what it takes, and leaves no trace", async () => {
    const tree = await makeChangedTree();
    const rows = allRows(tree.root);
    const { stderr, exitCode } = await tree.run(...SAMPLE, "8", ...REVIEWER, "--dry-run");
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/8 reviews of 40 pairs of prose\/a under opus, drawn by --seed [0-9a-f]{8}\n/);
    expect(stderr).toMatch(/32 pairs would be acknowledged; 8 left as they are: 8 are reviewed first/);
    expect(allRows(tree.root)).toEqual(rows);
    expect(tree.reviewed()).toEqual([]);
  });

  it("leaves out what a person decided, and what changed as well", async () => {
    const tree = await makeChangedTree({ notes: 12 });
    tree.write(GATE, "# A\n\nIs it so?\n");
    await tree.run(
      "ack",
      "notes/odd/n5.md",
      "prose/a",
      "--override",
      "warn",
      "--remark",
      "no",
      "--model",
      "opus",
    );
    tree.write(GATE, "# A\n\nIs it STRICTly so?\n");
    tree.write("notes/even/n2.md", "# Note 2\n\nAnother text.\n");
    const { stdout, stderr } = await tree.sample(5);
    expect(stderr).toContain("5 reviews of 10 pairs");
    expect(stderr).toContain("5 pairs acknowledged; 2 left as they are: ");
    expect(stdout).not.toMatch(/n5\.md|n2\.md/);
  });

  it("acknowledges nothing where another model answers", async () => {
    const tree = await makeChangedTree({ notes: 12 });
    const other = await tree.run(...SAMPLE, "5", "--runner", "judge", "--model", "haiku", "--yes");
    expect(other.stderr).toContain("0 pairs acknowledged");
    expect(tree.reviewed()).toEqual([]);
  });

  it("costs no more than 60 reviews for a thousand pairs", async () => {
    const tree = await makeChangedTree({ notes: 1000 });
    const { stderr, exitCode } = await tree.sample(59);
    expect([exitCode, new Set(tree.reviewed()).size]).toEqual([0, 59]);
    expect(stderr).toContain("at most 4.8 % of the 1,000 would be decided otherwise, with 95 % confidence");
    expect(tree.kinds()).toEqual({ "full-review": 1059, "gate-migration": 941 });
  });

  it.each([
    [[...SAMPLE, "5", "--all"], "name a note with its gates, or give one of"],
    [
      ["ack", "--gate", "prose/a", "--reason", "gate-changed", "--all", "--seed", "s"],
      "--seed goes with --sample",
    ],
    [["ack", "--trivial", "--runner", "judge"], "--runner goes with --sample"],
    [
      ["ack", "--gate", "prose/a", "--sample", "5"],
      "a cohort is one gate's: ack --gate GATE --reason gate-changed --sample COUNT",
    ],
    [[...SAMPLE, "0"], "--sample must be a whole number of at least 1"],
    [[...SAMPLE, "5", "--runner", "checks"], "costs nothing: review-nested sweep prose/a --runner checks"],
  ])("refuses %j", async (args, why) => {
    const tree = await makeChangedTree({ notes: 2 });
    const { stderr, exitCode } = await tree.run(
      ...args,
      "--model",
      args.includes("checks") ? "checks" : "opus",
    );
    expect(stderr).toContain(why);
    expect(exitCode).toBe(2);
  });
});
