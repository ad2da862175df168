import { existsSync } from "node:fs";
import { makeKnowledgeBase, reviewText } from "@review/test-kit/knowledge-base.ts";
import { binPath, runProgram } from "@review/test-kit/run-bin.ts";
import { describe, expect, it } from "vitest";
import { REVIEWER, split } from "./split.ts";

const LONG = "A long line of an even longer gate.\n".repeat(20_000);

/** Runs a shell script in which `$SPLIT` is the command line's file and `$NODE` what runs it. */
async function shell(cwd: string, script: string) {
  const environment = { SPLIT: binPath("review-split"), NODE: process.execPath };
  return runProgram("/bin/sh", ["-c", script], { cwd, environment });
}

describe("the streams of a command", () => {
  it("keep data and talk apart", async () => {
    const { root, write } = makeKnowledgeBase();
    write("review.md", reviewText("ERROR"));
    const commands = [
      ["create", "kb/notes/b.md", "claims", "prose", ...REVIEWER],
      ["write", "--run", "1", "--gate", "prose/clarity", "--file", "review.md"],
      ["status", "--run", "1"],
      ["stale", "--all-gates", "--model", "opus"],
      ["gates"],
      ["fail", "--run", "1", "--remark", "enough"],
      ["instructions"],
    ];
    for (const args of commands) {
      const { stdout, stderr } = await split(root, [...args, "--json"]);
      expect(stdout.trimEnd().split("\n"), args[0]).toHaveLength(1);
      expect(JSON.parse(stdout)).toMatchObject({ schema: args[0] === "create" ? 2 : 1 });
      expect(stderr).not.toContain("{");
    }
  });

  it("say nothing but data with --quiet", async () => {
    const { root, write } = makeKnowledgeBase();
    write("review.md", reviewText("ERROR"));
    const quiet = async (...args: string[]) => split(root, [...args, "--quiet"]);
    expect(await quiet("create", "kb/notes/b.md", "claims", ...REVIEWER)).toEqual({
      stdout: "1\n",
      stderr: "",
      exitCode: 0,
    });
    expect(await quiet("write", "--run", "1", "--gate", "claims/title", "--file", "review.md")).toEqual({
      stdout: "1\n",
      stderr: "",
      exitCode: 0,
    });
    expect(await quiet("finalize", "--run", "1")).toMatchObject({
      stdout: "",
      stderr: expect.stringMatching(/^error: run 1 failed: /),
      exitCode: 1,
    });
  });

  it("carry no colour off a terminal, even if asked for", async () => {
    const { root } = makeKnowledgeBase();
    const environment = { FORCE_COLOR: "3", TERM: "xterm-256color" };
    for (const args of [["--help"], ["gates"], ["stale", "prose", "--model", "opus"], ["crate"]]) {
      const { stdout, stderr } = await split(root, args, { environment });
      expect(stdout + stderr).not.toContain("\u001b");
    }
  });
});

describe("an output that ends early", () => {
  it("is no error: the reader has seen enough", async () => {
    const { root } = makeKnowledgeBase({ "kb/instructions/review-gates/long.md": LONG });
    const { stdout, stderr } = await shell(
      root,
      '{ "$NODE" "$SPLIT" gates long; echo "exit code $?" >&2; } | head -n 1',
    );
    expect({ stdout, stderr }).toEqual({ stdout: "# long\n", stderr: "exit code 0\n" });
  });

  it.runIf(existsSync("/dev/full"))("is an error in one line where the disk is full", async () => {
    const { root } = makeKnowledgeBase();
    expect(await shell(root, '"$NODE" "$SPLIT" gates --quiet > /dev/full')).toEqual({
      stdout: "",
      stderr: expect.stringMatching(/^error: the output cannot be written: ENOSPC[^\n]+\n$/),
      exitCode: 3,
    });
  });

  it("is written in full to a slow reader", async () => {
    const { root } = makeKnowledgeBase({ "kb/instructions/review-gates/long.md": LONG });
    // It takes the first byte when there is one, and the rest some time later.
    const reader = "{ dd bs=1 count=1 of=/dev/null 2>/dev/null; sleep 0.2; wc -c; }";
    const { stdout } = await shell(root, `"$NODE" "$SPLIT" gates long | ${reader}`);
    expect(1 + Number(stdout)).toBe("# long\n\n".length + LONG.length);
  });
});
