import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { describe, expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";

const ALL = ["stale", "--all-gates", "--model", "opus"];

/** So many notes in each of two folders, beside the two that are always there. */
const makeTree = (notes: number) => {
  const files = Array.from({ length: notes }, (_, index) => index).flatMap((index) =>
    ["daily", "guides"].map((folder) => [`kb/notes/${folder}/${index}.md`, `# ${index}\n`]),
  );
  return makeKnowledgeBase(Object.fromEntries(files)).root;
};

describe("stale --summary", () => {
  it("counts by gate and folder", async () => {
    expect(await nestedHere(makeTree(2), [...ALL, "--summary"])).toEqual({
      stdout: [
        "missing-review  gate",
        "6               claims/title",
        "6               prose/brevity",
        "6               prose/clarity",
        "1               claims/sources",
        "",
        "missing-review  folder",
        "7               kb/notes/",
        "6               kb/notes/daily/",
        "6               kb/notes/guides/",
        "",
      ].join("\n"),
      stderr: "19 of 19 pairs stale under opus: 19 missing-review\n",
      exitCode: 0,
    });
  });

  it("counts by one of these alone, on a terminal the first ten", async () => {
    const terminal = { columns: 80, environment: { NO_COLOR: "1" } };
    const { stdout, stderr } = await nestedHere(makeTree(20), [...ALL, "--by", "note"], terminal);
    const lines = stdout.trimEnd().split("\n");
    expect(lines.slice(0, 2)).toEqual(["missing-review  note", "4               kb/notes/a.md"]);
    expect([lines.length, lines.at(-1)]).toEqual([12, "and 32 more notes"]);
    expect(stderr).toMatch(/\nnot all groups are shown: `--limit N` shows more\n$/);
  });

  it("gives a program all groups, or as many as it asks for", async () => {
    const root = makeTree(20);
    const counts = { "missing-review": 127, reopened: 0, "gate-changed": 0, "note-changed": 0 };
    const all = JSON.parse((await nestedHere(root, [...ALL, "--summary", "--json"])).stdout);
    expect(all).toMatchObject({ schema: 1, modelId: "opus", pairs: 127, total: 127, counts });
    expect(all.byGate).toHaveLength(4);
    expect(all.byFolder.map(({ folder, stale }: Record<string, unknown>) => [folder, stale])).toEqual([
      ["kb/notes/daily/", 60],
      ["kb/notes/guides/", 60],
      ["kb/notes/", 7],
    ]);
    expect(all).not.toHaveProperty("byNote");
    expect(all).not.toHaveProperty("more");
    const args = [...ALL, "--summary", "--by", "note", "--limit", "2", "--json"];
    expect(JSON.parse((await nestedHere(root, args)).stdout)).toMatchObject({
      byNote: [
        { notePath: "kb/notes/a.md", stale: 4, counts: { "missing-review": 4 } },
        { notePath: "kb/notes/b.md", stale: 3 },
      ],
      more: { byNote: 40 },
    });
  });

  it("has no diffs", async () => {
    expect(await nestedHere(makeTree(0), [...ALL, "--summary", "--diff"])).toMatchObject({
      exitCode: 2,
      stderr: "error: give --summary or --diff, not both: a summary has no pairs\n",
    });
  });
});

describe("a long list of stale pairs", () => {
  const pairsIn = (text: string) => text.split("\n").filter((line) => line.startsWith("  "));

  it("is cut on a terminal, and says so in one line that fits it", async () => {
    const { stdout, stderr } = await nestedHere(makeTree(20), ALL, { columns: 80 });
    expect(pairsIn(stdout)).toHaveLength(30);
    const left = "97 more pairs not shown: `--summary` counts them, `--limit N` shows more";
    expect(stderr).toBe(`127 of 127 pairs stale under opus: 127 missing-review\n${left}\n`);
    expect(left.length).toBeLessThan(80);
  });

  it("is whole where a program reads it, and as long as it was asked for", async () => {
    const root = makeTree(20);
    expect(pairsIn((await nestedHere(root, ALL)).stdout)).toHaveLength(127);
    expect(pairsIn((await nestedHere(root, [...ALL, "--limit", "4"])).stdout)).toHaveLength(4);
    const json = async (...args: string[]) =>
      JSON.parse((await nestedHere(root, [...ALL, "--json", ...args], { columns: 80 })).stdout);
    expect((await json()).stale).toHaveLength(127);
    expect(await json()).not.toHaveProperty("more");
    expect(await json("--limit", "4")).toMatchObject({ pairs: 127, stale: [{}, {}, {}, {}], more: 123 });
  });

  it("leaves the answer of --check as it is", async () => {
    expect(await nestedHere(makeTree(1), [...ALL, "--check", "--limit", "1"])).toMatchObject({ exitCode: 1 });
  });
});
