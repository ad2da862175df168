import { readdirSync } from "node:fs";
import { openLedger, verifyLedger } from "@review/db";
import { ledgerPath } from "@review/test-kit/ledger-rows.ts";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { acceptedTimes, makeSweepTree, readEvents, runsOf, sweepTree } from "./sweep-tree.ts";

const ALL = ["n1", "n2", "n3", "n4"].flatMap((note) =>
  ["prose/a", "prose/b"].map((gate) => [`notes/${note}.md ${gate}`, 1]),
);

/** From here on no run can be recorded. */
function breakLedger(root: string): void {
  new Database(ledgerPath(root)).exec("ALTER TABLE review_runs RENAME TO lost").close();
}

describe("review-nested sweep", () => {
  it("reviews everything once; again, it starts no process", async () => {
    const tree = makeSweepTree();
    const first = await sweepTree(tree, "slow", "--jobs", "2", "--batch-size", "2");
    expect(first.exitCode).toBe(0);
    expect(acceptedTimes(tree.root)).toEqual(Object.fromEntries(ALL));
    expect(first.stdout).toBe("");
    // Off a terminal: one plain line a batch, and what became of it.
    const said = first.stderr.trimEnd().split("\n");
    expect(said[0]).toBe("slow: 8 pairs in 4 batches under opus");
    expect(
      said.slice(1, 5).every((line) => /^\[\d\/4\] prose\/[ab], 2 notes: 2 pass \(\d+\.\d s\)$/.test(line)),
    ).toBe(true);
    expect(said.slice(5)).toEqual(["reviewed 8 pairs: 8 pass"]);
    const book = tree.book();
    expect(book).toHaveLength(8);

    const second = await sweepTree(tree, "slow");
    expect(second).toMatchObject({ exitCode: 0, stdout: "" });
    expect(second.stderr).toBe("everything is fresh under opus: nothing to review\n");
    expect(tree.book()).toEqual(book);
  });

  it("never has more reviewers at once than jobs", async () => {
    const tree = makeSweepTree({ notes: 8 });
    await sweepTree(tree, "slow", "--jobs", "3", "--batch-size", "1");
    let running = 0;
    const atOnce = tree.book().map((line) => {
      running += line.startsWith("start") ? 1 : -1;
      return running;
    });
    expect(atOnce).toHaveLength(32);
    expect([2, 3]).toContain(Math.max(...atOnce));
  });

  it("closes the rekey trap: another model answers, no alias, and the second sweep starts nothing", async () => {
    const telemetry = { model: "claude-opus-4-8", effort: "high", modelEvidence: "observed" };
    const tree = makeSweepTree({ telemetry });
    const first = await sweepTree(tree, "slow", "--jobs", "1");
    expect(first.exitCode).toBe(0);
    expect(first.stderr).toContain(
      "asked for opus, recorded under claude-opus-4-8-high: that model answered\n",
    );
    expect(first.stderr).toContain("\njudged: 8 by claude-opus-4-8-high\n");
    const book = tree.book();
    const second = await sweepTree(tree, "slow");
    expect(second.stderr).toBe(
      "opus stands for claude-opus-4-8-high (8 fresh pairs): earlier runs asked for by that name were recorded there\n" +
        "everything is fresh under opus: nothing to review\n",
    );
    expect(second.exitCode).toBe(0);
    expect(tree.book()).toEqual(book);
    expect(acceptedTimes(tree.root)).toEqual(Object.fromEntries(ALL));
  });

  it("says what failed, goes on, and can be run again for the rest", async () => {
    const tree = makeSweepTree({ notes: 3 });
    const options = ["--batch-size", "2", "--jobs", "1", "--verbose"];
    const { exitCode, stdout, stderr } = await sweepTree(tree, "malform", ...options);
    expect(exitCode).toBe(1);
    // The answer for the first note of each prompt has no result; two of four prompts hold a second note.
    expect(stdout).toBe("notes/n2.md  2 pass\n");
    expect(stderr.match(/^failed: run \d+, notes\/n[13]\.md: .+$/gm)).toHaveLength(4);
    expect(stderr).toContain("\nreviewed 2 pairs: 2 pass; 4 pairs in 4 failed runs\n");
    expect(stderr.trimEnd().split("\n").at(-1)).toBe("run the same command again to go on with what is left");
    expect((await sweepTree(tree, "quick")).exitCode).toBe(0);
    expect(Object.values(acceptedTimes(tree.root))).toEqual(Array(6).fill(1));
  });

  it.each([
    ["garbage", /has no block|is missing/],
    ["flood", /printed more than 64 MiB/],
    ["grandchild", /has no block|is missing/],
  ])("survives a reviewer that answers with %s", async (runner, reason) => {
    const tree = makeSweepTree({ notes: 2, gates: ["prose/a"] });
    const { exitCode, stdout } = await sweepTree(tree, runner, "--json");
    expect(exitCode).toBe(1);
    expect(readEvents(stdout).at(-1)).toMatchObject({ event: "sweep-finished", selected: 2, failed: 2 });
    for (const { failure_reason } of runsOf(tree.root)) expect(failure_reason).toMatch(reason);
    await using ledger = await openLedger(ledgerPath(tree.root), { readOnly: true });
    expect((await verifyLedger(ledger)).filter(({ violations }) => violations > 0)).toEqual([]);
  });

  it("stops when it is hopeless", async () => {
    const tree = makeSweepTree();
    const { exitCode, stderr } = await sweepTree(
      tree,
      "garbage",
      "--batch-size",
      "1",
      "--jobs",
      "1",
      "--max-failures",
      "2",
    );
    expect(exitCode).toBe(1);
    expect(stderr).toContain("2 pairs in 2 failed runs; 6 not started\n");
    expect(stderr).toContain("stopped: 2 batches in a row failed\n");
  });

  it.each([
    [["--where", "status=old"], 0, /^there is no pair to look at: of 2 none is of a note with status=old\n$/],
    [
      ["--where", "status=old", "--fail-on", "fail"],
      2,
      /^error: there is no pair to look at: .*--allow-empty\n$/,
    ],
    [["--where", "status=old", "--fail-on", "fail", "--allow-empty"], 0, /^there is no pair to look at: /],
    [["--reason", "note-changed"], 0, /^none of 2 pairs is stale for note-changed under opus\n$/],
  ] as const)("does not call fresh what it did not look at: %j", async (args, exitCode, said) => {
    const tree = makeSweepTree({ notes: 1 });
    const ran = await sweepTree(tree, "quick", ...args);
    expect(ran).toMatchObject({ exitCode, stdout: "", stderr: expect.stringMatching(said) });
    if (exitCode === 0) expect((await sweepTree(tree, "quick", ...args, "--json")).stderr).toMatch(said);
    expect(tree.book()).toEqual([]);
  });

  it.each([
    ["never", 0],
    ["warn", 1],
    ["fail", 0],
  ])("--fail-on %s after a warning: exit code %i", async (failOn, exitCode) => {
    const tree = makeSweepTree({ notes: 1 });
    expect(await sweepTree(tree, "warning", "--fail-on", failOn)).toMatchObject({
      exitCode,
      stdout: [
        "notes/n1.md  1 pass, 1 warn",
        "  WARN  prose/a",
        "        WARN: as it was decided",
        "          notes/n1.md:1:1  > # Note 1\n",
      ].join("\n"),
    });
  });

  it("takes the first pairs of the first batches with --limit", async () => {
    const tree = makeSweepTree();
    const { stdout } = await sweepTree(tree, "quick", "--limit", "5", "--json", "--jobs", "1");
    const events = readEvents(stdout);
    expect(events.filter(({ event }) => event === "batch-started")).toMatchObject([
      { gateIds: ["prose/a"], pairs: 4 },
      { gateIds: ["prose/b"], pairs: 1 },
    ]);
    expect(events.at(-1)).toMatchObject({ selected: 5, reviewed: 5 });
  });

  it("prints events and nothing else with --json, the summary last", async () => {
    const telemetry = { usage: { inputTokens: 90, outputTokens: 10 }, costUsd: 0.25 };
    const tree = makeSweepTree({ notes: 2, gates: ["prose/a"], telemetry });
    const { stdout, stderr, exitCode } = await sweepTree(tree, "slow", "--json", "--quiet");
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
    const batch = { batch: 1, notePaths: ["notes/n1.md", "notes/n2.md"], gateIds: ["prose/a"] };
    const gates = [{ gateId: "prose/a", decision: "pass", findings: [] }];
    const decisions = { pass: 2, warn: 0, fail: 0 };
    expect(readEvents(stdout)).toEqual([
      { schema: 1, event: "sweep-started", pairs: 2, batches: 1, jobs: 2, runner: "slow", modelId: "opus" },
      { schema: 1, event: "batch-started", ...batch, pairs: 2 },
      {
        schema: 1,
        event: "run-completed",
        batch: 1,
        runId: 1,
        notePath: "notes/n1.md",
        modelId: "opus",
        gates,
      },
      {
        schema: 1,
        event: "run-completed",
        batch: 1,
        runId: 2,
        notePath: "notes/n2.md",
        modelId: "opus",
        gates,
      },
      {
        schema: 1,
        event: "batch-finished",
        ...batch,
        durationMs: expect.any(Number),
        completed: 2,
        failed: 0,
        decisions,
        usage: { inputTokens: 90, outputTokens: 10 },
        costUsd: 0.25,
      },
      {
        schema: 1,
        event: "sweep-finished",
        modelId: "opus",
        selected: 2,
        reviewed: 2,
        failed: 0,
        skipped: 0,
        notStarted: 0,
        decisions,
        judgedBy: { opus: 2 },
        failures: [],
        invocations: 1,
        retriedRuns: 0,
        usage: { inputTokens: 90, cachedInputTokens: 0, outputTokens: 10, reasoningTokens: 0 },
        costUsd: 0.25,
        unpriced: 0,
      },
    ]);
  });

  it("ends with an error of exit code 3 when the ledger fails, and leaves no reviewer behind", async () => {
    const tree = makeSweepTree({ notes: 3, gates: ["prose/a"], until: "broken" });
    const sweeping = sweepTree(tree, "slow", "--json", "--jobs", "1", "--batch-size", "1");
    await expect.poll(() => tree.book(), { timeout: 20_000 }).toHaveLength(1);
    breakLedger(tree.root);
    tree.write("broken", "");
    const { exitCode, stdout, stderr } = await sweeping;
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/^error: cannot use the ledger .+\n$/);
    expect(readEvents(stdout).at(-1)).toEqual({
      schema: 1,
      error: { code: "ledger-unavailable", message: expect.any(String) },
    });
    expect(tree.book()).toHaveLength(2);
  });

  it("groups by note, and mixes lenses only if told to", async () => {
    const tree = makeSweepTree({ notes: 2, gates: ["claims/a", "prose/b"] });
    const gatesOf = (stdout: string) =>
      readEvents(stdout).flatMap(({ event, gateIds }) => (event === "batch-started" ? [gateIds] : []));
    const mixed = await sweepTree(
      tree,
      "quick",
      "--group-by",
      "note",
      "--mix-lenses",
      "--json",
      "--note",
      "notes/n1.md",
    );
    expect(gatesOf(mixed.stdout)).toEqual([["claims/a", "prose/b"]]);
    const apart = await sweepTree(tree, "quick", "--group-by", "note", "--json", "--jobs", "1");
    expect(gatesOf(apart.stdout)).toEqual([["claims/a"], ["prose/b"]]);
  });

  it("creates no ledger where nothing is to be done or nothing can start", async () => {
    const tree = makeSweepTree();
    tree.write(
      "review.config.json",
      JSON.stringify({
        notes: ["notes/*.md"],
        gates: "gates",
        runners: { no: { command: ["no-such-program"] } },
      }),
    );
    const missing = await sweepTree(tree, "no");
    expect(missing).toMatchObject({ exitCode: 3, stdout: "" });
    expect(missing.stderr).toMatch(/^error: the program no-such-program of the runner no was not found: /);
    const none = await sweepTree(tree, "no", "--where", "status=none");
    expect(none.exitCode).toBe(0);
    expect(readdirSync(tree.root)).not.toContain(".review");
  });
});
