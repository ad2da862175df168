import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expectGone } from "@review/test-kit/programs.ts";
import { binPath } from "@review/test-kit/run-bin.ts";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { makeSweepTree, runsOf, type SweepTree } from "./sweep-tree.ts";

// The proof `endings` knows all kinds of ends; these are its quick ones.

const BREAK_DOWN = fileURLToPath(new URL("../../../scripts/prove/programs/break-down.mjs", import.meta.url));

/** Runs a shell's line in a tree: `$NESTED` is the program, `$SWEEP RUNNER` sweeps the tree, by a command in which `breaks` goes wrong. */
function shell({ root }: SweepTree, line: string, breaks: Record<string, string> = {}) {
  const nested = `"${process.execPath}" --import "${BREAK_DOWN}" "${binPath("review-nested")}"`;
  const sweep = `${nested} sweep --trust --all-gates --model opus --runner`;
  const command = line.replaceAll("$SWEEP", sweep).replaceAll("$NESTED", nested);
  return execa("bash", ["-c", command], {
    cwd: root,
    env: { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "", ...breaks },
    extendEnv: false,
    reject: false,
  });
}

const statusesOf = ({ root }: SweepTree) =>
  runsOf(root).map(({ status, failure_reason }) => [status, failure_reason]);

describe("a sweep that comes to its end before its time", () => {
  it("by an exception of ours: exit code 70, reviewers killed, runs failed with the reason", async () => {
    const tree = makeSweepTree({ notes: 2 });
    const breaks = { PROVE_BREAK: "rejection", PROVE_WHEN: `${tree.root}/book.txt`, PROVE_LINES: "4" };
    const { exitCode, stderr } = await shell(tree, "$SWEEP stubborn --batch-size 1 --jobs 2 --quiet", breaks);
    expect(exitCode).toBe(70);
    expect(stderr).toMatch(
      /^error: this is a bug of review, .*: planted rejection\nError: planted rejection\n/,
    );
    const reason = "interrupted: a bug of review: planted rejection";
    expect(statusesOf(tree)).toEqual(Array(2).fill(["failed", reason]));
    expect(tree.book()).toHaveLength(4);
    await expectGone(tree.book().map(Number));
  });

  it("by a reader that has seen enough: without a word, and no run is open", async () => {
    const tree = makeSweepTree({ notes: 8, milliseconds: 0 });
    const line = '{ $SWEEP slow --json --batch-size 1 --jobs 2; echo "exit code $?" >&2; } | head -n 2';
    const { stdout, stderr } = await shell(tree, line);
    expect(stdout.split("\n")).toHaveLength(2);
    expect(stderr).toBe("exit code 130");
    const statuses = statusesOf(tree);
    expect(statuses.length).toBeLessThan(16);
    for (const [status, reason] of statuses) {
      if (status === "completed") continue;
      expect([status, reason]).toEqual(["failed", "interrupted: the output cannot be written: write EPIPE"]);
    }
  });

  it.runIf(existsSync("/dev/full"))("by a full disk under stdout: exit code 3, in one line", async () => {
    const tree = makeSweepTree({ notes: 8, milliseconds: 0 });
    const { exitCode, stderr } = await shell(tree, "$SWEEP slow --json --batch-size 1 --jobs 2 > /dev/full");
    expect(stderr).toMatch(/^error: the output cannot be written: ENOSPC[^\n]*$/);
    expect(exitCode).toBe(3);
    expect(runsOf(tree.root, "status = 'running'")).toEqual([]);
    expect(statusesOf(tree).length).toBeLessThan(16);
  });

  it("by nothing, if its reader goes when all the work is done: its exit code is as ever", async () => {
    const tree = makeSweepTree({ notes: 1 });
    const line = 'exec 3>&1; { $SWEEP warning; echo "exit code $?" >&3; } | true';
    expect((await shell(tree, line)).stdout).toBe("exit code 0");
    expect(statusesOf(tree)).toEqual(Array(2).fill(["completed", null]));
  });
});

describe("a command that can open no file any more once its reviewer is to be started", () => {
  const breaks = { PROVE_BREAK: "no files any more" };

  it("a sweep: stops with what helps, and fails its runs", async () => {
    const tree = makeSweepTree({ notes: 2 });
    const { exitCode, stderr } = await shell(tree, "ulimit -n 200; $SWEEP quick --jobs 1 > out.txt", breaks);
    expect(stderr).toMatch(/stopped: quick could not be started: .*EMFILE: .*fewer reviewers.*ulimit -n/);
    expect(exitCode).toBe(3);
    expect(statusesOf(tree)).toEqual(
      Array(2).fill(["failed", expect.stringMatching(/^quick could not be started: .*EMFILE/)]),
    );
  });

  it("a bundle: its run says why it failed", async () => {
    const tree = makeSweepTree({ notes: 1 });
    const line =
      "ulimit -n 200; $NESTED bundle notes/n1.md prose/a --trust --runner quick --model opus > out.txt";
    const { exitCode, stderr } = await shell(tree, line, breaks);
    expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: expect.stringContaining("ulimit -n") });
    expect(statusesOf(tree)).toEqual([["failed", expect.stringMatching(/EMFILE/)]]);
  });
});

describe("a sweep that goes on", () => {
  it.runIf(existsSync("/dev/full"))("where only its talk is lost", async () => {
    const tree = makeSweepTree({ notes: 1 });
    const { exitCode, stdout } = await shell(tree, "$SWEEP warning 2> /dev/full");
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringContaining("warn") });
    expect(statusesOf(tree)).toEqual(Array(2).fill(["completed", null]));
  });

  it("with fewer reviewers at a time where some cannot be started", async () => {
    const tree = makeSweepTree({ notes: 3 });
    const line = "ulimit -n 200; $SWEEP quick --batch-size 1 --jobs 2 --json";
    const { exitCode, stdout, stderr } = await shell(tree, line, {
      PROVE_BREAK: "no files",
      PROVE_SPAWNS: "2",
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const [paused] = stdout.split("\n").filter((event) => event.includes('"paused"'));
    expect(JSON.parse(paused ?? "")).toMatchObject({
      jobs: 1,
      reason: expect.stringMatching(
        /^quick could not be started: spawn \S+ EMFILE: .*fewer reviewers.*ulimit -n/,
      ),
    });
    expect(runsOf(tree.root, "status = 'completed'")).toHaveLength(6);
    expect(runsOf(tree.root, "status = 'failed'")).toHaveLength(2);
  });
});
