import { readdirSync } from "node:fs";
import { join } from "node:path";
import { queryLedger } from "@review/test-kit/ledger-rows.ts";
import { describe, expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";
import { makeSweepTree, sweepTree } from "./sweep-tree.ts";

const PLAN = ["sweep", "--all-gates", "--runner", "slow", "--model", "opus", "--dry-run"];

describe("sweep --dry-run", () => {
  const telemetry = { usage: { inputTokens: 900, outputTokens: 100 }, costUsd: 0.02 };

  it("leaves no trace, and prints every prompt", async () => {
    const tree = makeSweepTree();
    const before = readdirSync(tree.root, { recursive: true });
    const { exitCode, stdout, stderr } = await sweepTree(tree, "slow", "--dry-run");
    expect(exitCode).toBe(0);
    expect(stdout.match(/^--- batch \d of 2: 4 pairs, \d+ bytes ---$/gm)).toHaveLength(2);
    expect(stdout).toContain("=== NOTE START 00000000: notes/n1.md ===");
    expect(stderr.replace(/\d,\d{3}/g, "N,NNN")).toBe(
      [
        "dry run, nothing was started: 8 pairs in 2 batches",
        "prompts: N,NNN bytes, the largest N,NNN; about N,NNN tokens to read, if four bytes are one",
        "what that costs is not known: no earlier run of these gates has told",
        "",
      ].join("\n"),
    );
    expect(readdirSync(tree.root, { recursive: true })).toEqual(before);
  });

  it("estimates by earlier runs of the gates", async () => {
    const tree = makeSweepTree({ telemetry });
    await sweepTree(tree, "slow", "--limit", "2");
    const files = readdirSync(join(tree.root, ".review"));
    const { stdout, stderr } = await sweepTree(tree, "slow", "--dry-run");
    expect(stderr).toMatch(
      /\nby the average of earlier runs: about \$0\.06, about 3,000 tokens read and written, \d+ \w+ of reviewing\n$/,
    );
    expect(stdout).not.toContain("notes/n1.md ===\n=== GATE REVIEW START 00000000: prose/a");
    const { stdout: json } = await sweepTree(tree, "slow", "--dry-run", "--json");
    const plan = JSON.parse(json);
    expect(plan).toMatchObject({
      schema: 1,
      modelId: "opus",
      pairs: 6,
      estimate: { tokens: 3000, costUsd: expect.closeTo(0.06) },
      tooLarge: [],
      batches: [
        {
          pairs: [{ notePath: "notes/n3.md", gateId: "prose/a" }, {}],
          promptBytes: expect.any(Number),
          text: expect.any(String),
        },
        {},
      ],
    });
    const sizes = plan.batches.map(({ text }: { text: string }) => Buffer.byteLength(text));
    expect(plan.prompts).toEqual({
      totalBytes: sizes[0] + sizes[1],
      largestBytes: Math.max(...sizes),
      aboutTokens: Math.round((sizes[0] + sizes[1]) / 4),
    });
    expect(readdirSync(join(tree.root, ".review"))).toEqual(files);
    expect(queryLedger(tree.root, "SELECT count(*) AS runs FROM review_runs")).toEqual([{ runs: 2 }]);
  });

  it("lists the first batches on a terminal, and prints prompts there with --verbose", async () => {
    const { root } = makeSweepTree({ notes: 6 });
    const args = [...PLAN, "--batch-size", "1"];
    const listed = await nestedHere(root, args, { columns: 80 });
    const lines = listed.stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(11);
    expect(lines[0]).toMatch(/^1 {3}1 pair {2}\d,\d{3} bytes {2}prose\/a {2}notes\/n1\.md$/);
    expect(lines.at(-1)).toBe("and 2 more batches");
    expect(listed.stderr).toMatch(/\n`--verbose` prints what would be sent\n$/);
    const { stdout } = await nestedHere(root, [...args, "--verbose"], { columns: 80 });
    expect(stdout.match(/^--- batch \d+ of 12: 1 pair, \d+ bytes ---$/gm)).toHaveLength(12);
  });
});

describe("a note above limits.promptBytes", () => {
  const makeTree = () => {
    const tree = makeSweepTree({ limits: { promptBytes: 500 } });
    tree.write("notes/huge.md", `# Huge\n\n${"Many words. ".repeat(100)}\n`);
    return tree;
  };
  const SAID = [
    "left out: 2 pairs of notes/huge.md, which has 1,209 bytes",
    "a note may have, with a gate, limits.promptBytes (500): split what is larger, or raise the limit",
  ];

  it("is named before anything is sent, left out, and the exit code is 1", async () => {
    const tree = makeTree();
    const { exitCode, stderr, stdout } = await sweepTree(tree, "quick");
    expect(stderr.split("\n").slice(0, 2)).toEqual(SAID);
    expect(stderr).toMatch(/\nreviewed 8 pairs: 8 pass\n2 pairs left out, of notes that are too large\n$/);
    expect([stdout, exitCode]).toEqual(["", 1]);
    const again = await sweepTree(tree, "quick", "--quiet");
    expect(again).toMatchObject({ exitCode: 1, stderr: `${SAID.join("\n")}\n` });
    expect((await sweepTree(tree, "quick")).stderr).toMatch(
      /\nnothing else is to be reviewed\n2 pairs left out, .*\n$/,
    );
  });

  it("is told to programs", async () => {
    const { stdout } = await sweepTree(makeTree(), "quick", "--json");
    expect(JSON.parse(stdout.split("\n")[0] ?? "")).toEqual({
      schema: 1,
      event: "note-too-large",
      notePath: "notes/huge.md",
      noteBytes: 1209,
      gateIds: ["prose/a", "prose/b"],
      promptBytes: 500,
    });
  });

  it("is told by a dry run, which did what it was asked for", async () => {
    const { stderr, stdout, exitCode } = await sweepTree(makeTree(), "quick", "--dry-run", "--json");
    expect([stderr, exitCode]).toEqual([`${SAID.join("\n")}\n`, 0]);
    expect(JSON.parse(stdout)).toMatchObject({
      pairs: 8,
      tooLarge: [{ notePath: "notes/huge.md", noteBytes: 1209, gateIds: ["prose/a", "prose/b"] }],
    });
  });

  it("is refused by bundle", async () => {
    const args = ["bundle", "notes/huge.md", "prose", "--runner", "quick", "--model", "opus"];
    expect(await nestedHere(makeTree().root, args)).toMatchObject({
      exitCode: 2,
      stderr:
        "error: nothing was sent: notes/huge.md has 1,209 bytes, with a gate more than limits.promptBytes (500): split the note, or raise the limit\n",
    });
  });
});
