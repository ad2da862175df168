import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type KnowledgeBase, makeKnowledgeBase, reviewText } from "@review/test-kit/knowledge-base.ts";
import { ledgerPath } from "@review/test-kit/ledger-rows.ts";
import { describe, expect, it } from "vitest";
import { split } from "./split.ts";
import { splitHere } from "./split-here.ts";

const ALL = ["stale", "--all-gates", "--model", "opus"];

/** Accepts every pair of a note and some gates under opus. */
async function accept({ root, write }: KnowledgeBase, note: string, ...gates: string[]): Promise<void> {
  write("review.md", reviewText());
  const create = ["create", note, ...gates, "--runner", "agent", "--model", "opus", "--json"];
  const { runId, gates: requested } = JSON.parse((await splitHere(root, create)).stdout);
  const files = requested.flatMap(({ gateId }: { gateId: string }) => [
    "--gate",
    gateId,
    "--file",
    "review.md",
  ]);
  await splitHere(root, ["write", "--run", String(runId), ...files]);
  const { exitCode } = await splitHere(root, ["finalize", "--run", String(runId)]);
  expect(exitCode).toBe(0);
}

/** All accepted, then one note and one gate changed and one gate added. */
async function makeChangedTree(): Promise<KnowledgeBase> {
  const base = makeKnowledgeBase();
  await accept(base, "kb/notes/a.md", "prose", "claims");
  await accept(base, "kb/notes/b.md", "prose");
  base.write("kb/notes/b.md", "# B\n\nAnother text.\n");
  base.write(
    "kb/instructions/review-gates/claims/title.md",
    "# Title as claim\n\nIs the title a sentence?\n",
  );
  base.write("kb/instructions/review-gates/prose/tone.md", "# Tone\n\nIs it calm?\n");
  return base;
}

describe("stale", () => {
  it("takes folders and globs of notes", async () => {
    const { root } = makeKnowledgeBase({ "kb/notes/drafts/c.md": "# C\n" });
    const notesOf = async (...named: string[]) => {
      const asked = ["stale", "prose", "--model", "opus", ...named.flatMap((name) => ["--note", name])];
      const { stale } = JSON.parse((await splitHere(root, [...asked, "--json"])).stdout);
      return [...new Set(stale.map(({ notePath }: { notePath: string }) => notePath))];
    };
    expect(await notesOf("kb/notes/drafts")).toEqual(["kb/notes/drafts/c.md"]);
    expect(await notesOf("kb/notes/[bc].md", "**/c.md")).toEqual(["kb/notes/b.md", "kb/notes/drafts/c.md"]);
  });

  it("groups stale pairs by note, with the reasons", async () => {
    const { root } = await makeChangedTree();
    expect(await split(root, ALL)).toEqual({
      stdout: [
        "kb/notes/a.md",
        "  gate-changed    claims/title",
        "  missing-review  prose/tone",
        "kb/notes/b.md",
        "  missing-review  claims/title",
        "  note-changed    prose/brevity",
        "  note-changed    prose/clarity",
        "  missing-review  prose/tone",
        "",
      ].join("\n"),
      stderr: "6 of 9 pairs stale under opus: 3 missing-review, 1 gate-changed, 2 note-changed\n",
      exitCode: 0,
    });
  });

  it("prints one document with --json", async () => {
    const { root } = await makeChangedTree();
    const { stdout, stderr } = await split(root, [...ALL, "--json", "--reason", "gate-changed"]);
    const sha = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 1,
      modelId: "opus",
      resolvedFrom: "name",
      pairs: 9,
      counts: { "missing-review": 0, "gate-changed": 1, "note-changed": 0 },
      stale: [
        {
          notePath: "kb/notes/a.md",
          gateId: "claims/title",
          reason: "gate-changed",
          noteSha: sha,
          gateSha: sha,
        },
      ],
      problems: [],
      skipped: [],
    });
  });

  it.each<[args: string[], exitCode: number, pairs: string[], summary: string]>([
    [
      ["prose/brevity", "prose/clarity", "--note", "kb/notes/a.md"],
      0,
      [],
      "nothing is stale: 2 pairs fresh under opus\n",
    ],
    [["prose", "--note", "kb/notes/b.md", "--quiet"], 1, ["brevity", "clarity", "tone"], ""],
    [
      ["claims", "--where", "status=current"],
      1,
      ["title"],
      "1 of 2 pairs stale under opus: 1 gate-changed\n",
    ],
    [
      ["claims", "--where", "status=old"],
      2,
      [],
      "error: there is no pair to look at: of 3 none is of a note with status=old; mend the selection, or let that pass with --allow-empty\n",
    ],
    [
      ["claims", "--where", "status=old", "--allow-empty"],
      0,
      [],
      "there is no pair to look at: of 3 none is of a note with status=old\n",
    ],
    [["prose", "--reason", "gate-changed"], 0, [], "none of 6 pairs is stale for gate-changed under opus\n"],
    [
      ["prose", "--reason", "missing-review"],
      1,
      ["tone", "tone"],
      "2 of 6 pairs stale under opus: 2 missing-review\n",
    ],
    [["claims/sources", "--model", "Opus"], 0, [], "nothing is stale: 1 pair fresh under opus\n"],
  ])("%j with --check", async (args, exitCode, pairs, summary) => {
    const { root } = await makeChangedTree();
    const model = args.includes("--model") ? [] : ["--model", "opus"];
    const ran = await splitHere(root, ["stale", ...args, ...model, "--check"]);
    expect(ran.stderr).toBe(summary);
    expect(ran.exitCode).toBe(exitCode);
    const listed = [...ran.stdout.matchAll(/^ {2}\S+ +\w+\/(\w+)$/gm)].map(([, gate]) => gate);
    expect(listed).toEqual(pairs);
  });

  it("shows with --diff what changed, each change once", async () => {
    const { root } = await makeChangedTree();
    const { stdout } = await splitHere(root, [...ALL, "--diff"]);
    expect(stdout.match(/^[-+](?![-+]).+$/gm)).toEqual([
      "-Does the title claim something?",
      "+Is the title a sentence?",
      "-The other note, without front matter.",
      "+Another text.",
    ]);
    const { stale } = JSON.parse((await splitHere(root, [...ALL, "--diff", "--json"])).stdout);
    const withDiff = stale.filter(({ diff }: { diff?: string }) => diff !== undefined);
    expect(withDiff).toHaveLength(2);
    expect(withDiff[1].diff).toContain("+Another text.");
  });

  it("names the runs that are open for what it lists", async () => {
    const { root } = await makeChangedTree();
    await splitHere(root, ["create", "kb/notes/b.md", "prose", "--runner", "agent", "--model", "opus"]);
    expect((await splitHere(root, ALL)).stderr).toMatch(
      /^warning: run 3 for kb\/notes\/b\.md is open since /m,
    );
    const { openRuns } = JSON.parse((await splitHere(root, [...ALL, "--json"])).stdout);
    expect(openRuns).toMatchObject([{ id: 3, notePath: "kb/notes/b.md" }]);
  });
});

describe("stale without a ledger", () => {
  it("lists everything and leaves no trace", async () => {
    const { root } = makeKnowledgeBase();
    const before = readdirSync(root, { recursive: true }).sort();
    expect(await split(root, [...ALL, "--check"])).toMatchObject({
      stderr: "7 of 7 pairs stale under opus: 7 missing-review\n",
      exitCode: 1,
    });
    expect(readdirSync(root, { recursive: true }).sort()).toEqual(before);
  });

  it("takes an empty file for an empty ledger", async () => {
    const { root } = makeKnowledgeBase();
    mkdirSync(join(root, ".review"));
    writeFileSync(ledgerPath(root), "");
    expect(await split(root, [...ALL, "--check", "--quiet"])).toMatchObject({ stderr: "", exitCode: 1 });
    expect(readdirSync(join(root, ".review"))).toEqual(["ledger.sqlite"]);
  });

  it("lists everything where no run was completed", async () => {
    const { root } = makeKnowledgeBase();
    await splitHere(root, ["create", "kb/notes/a.md", "prose", "--runner", "agent", "--model", "opus"]);
    expect(await splitHere(root, ALL)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^kb\/notes\/a\.md\n/),
    });
  });
});

describe("stale in a tree with flaws", () => {
  it("warns of notes that cannot be read, and cannot say that they are fresh", async () => {
    const base = makeKnowledgeBase();
    const { root, write } = base;
    await accept(base, "kb/notes/a.md", "prose");
    rmSync(join(root, "kb/notes/b.md"));
    write("kb/notes/latin1.md", Uint8Array.of(0xe9));
    mkdirSync(join(root, "elsewhere"));
    symlinkSync("../../elsewhere", join(root, "kb/notes/linked"));
    const ran = await split(root, ["stale", "prose", "--model", "opus", "--check"]);
    expect(ran).toEqual({
      stdout: "",
      stderr: [
        "warning: 1 note is broken: `review-nested doctor --notes` says why",
        "warning: 1 path was passed over: `review-nested doctor --notes` says why",
        "nothing else is stale: 2 pairs looked at under opus",
        "",
      ].join("\n"),
      exitCode: 3,
    });
    const { stdout } = await splitHere(root, ["stale", "prose", "--model", "opus", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      problems: [{ path: "kb/notes/latin1.md", code: "note-not-utf8" }],
      skipped: [{ path: "kb/notes/linked" }],
    });
  });

  it("refuses to pass over a broken gate", async () => {
    const { root } = makeKnowledgeBase({ "kb/instructions/review-gates/prose/odd.md": "---\na: [\n---\n" });
    expect(await splitHere(root, ALL)).toMatchObject({
      stdout: "",
      stderr: expect.stringMatching(/^error: gate prose\/odd \(.+\): front matter is not YAML .+\n$/),
      exitCode: 2,
    });
    expect(await splitHere(root, ["stale", "claims", "--model", "opus"])).toMatchObject({ exitCode: 0 });
  });

  it("says that there are no gates", async () => {
    const { root } = makeKnowledgeBase();
    rmSync(join(root, "kb/instructions/review-gates"), { recursive: true });
    mkdirSync(join(root, "kb/instructions/review-gates"));
    expect(await splitHere(root, ALL)).toMatchObject({
      stderr: expect.stringMatching(
        /^error: there are no gates in kb\/instructions\/review-gates: add one, /,
      ),
      exitCode: 2,
    });
  });
});
