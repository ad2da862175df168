import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { makeKnowledgeBase, reviewText } from "@review/test-kit/knowledge-base.ts";
import { queryLedger } from "@review/test-kit/ledger-rows.ts";
import { expectRefusal } from "@review/test-kit/refusal.ts";
import { describe, expect, it } from "vitest";
import { createRun, REVIEWER, split } from "./split.ts";
import { splitHere } from "./split-here.ts";

/** Reviews one note against one gate and accepts it; gives the path that was recorded. */
async function review(root: string, note: string, { cwd = root, dashes = false } = {}): Promise<unknown> {
  const names = [note, "prose/clarity"];
  const args = dashes ? [...REVIEWER, "--", ...names] : [...names, ...REVIEWER];
  const { stdout, stderr } = await split(cwd, ["create", ...args]);
  expect(stderr).not.toContain("error");
  const run = ["--run", stdout.trim()];
  await splitHere(cwd, ["write", ...run, "--gate", "prose/clarity", "--file", "-"], { input: reviewText() });
  expect(await splitHere(cwd, ["finalize", ...run])).toMatchObject({
    stdout: `completed ${stdout.trim()} 1\n`,
    exitCode: 0,
  });
  return queryLedger(root, "SELECT note_path FROM acceptance_events ORDER BY id DESC LIMIT 1")[0]?.note_path;
}

/** Whether the pair of a note and the one gate is fresh, as `stale --check` says. */
async function isFresh(cwd: string, note: string): Promise<boolean> {
  const { exitCode, stderr } = await splitHere(cwd, [
    "stale",
    "prose/clarity",
    "--model=opus",
    `--note=${note}`,
    "--check",
  ]);
  expect(stderr).not.toContain("error");
  return exitCode === 0;
}

describe("notes with uncommon names", () => {
  it.each([
    "kb/notes/with spaces in it.md",
    "kb/notes/größe — 東京 🎈.md",
    `kb/notes/it's "quoted" & $HOME.md`,
    "kb/notes/-x.md",
    "-x.md",
    "kb/notes/deep/er/--model.md",
    "kb/notes/2024.md",
  ])("reviews %s", async (note) => {
    const { root, write } = makeKnowledgeBase();
    write(note, "# Named\n");
    expect(await review(root, note, { dashes: note.startsWith("-") })).toBe(note);
    expect(await isFresh(root, note)).toBe(true);
    write(note, "# Named\n\nChanged.\n");
    expect(await isFresh(root, note)).toBe(false);
  });

  it("takes a bare name that begins with a dash from the note's own folder", async () => {
    const { root, write } = makeKnowledgeBase({ "kb/notes/-x.md": "# X\n" });
    write("kb/notes/--.md", "# Dashes\n");
    const cwd = join(root, "kb/notes");
    expect(await review(root, "-x.md", { cwd, dashes: true })).toBe("kb/notes/-x.md");
    expect(await review(root, "--.md", { cwd, dashes: true })).toBe("kb/notes/--.md");
  });

  it.each([
    ["no front matter", "# Plain\n"],
    ["broken front matter", "---\na: [b\n---\n# Broken\n"],
    ["a byte order mark and CRLF", "\uFEFF---\r\na: b\r\n---\r\n# Windows\r\n"],
    ["nothing but front matter", "---\na: b\n---\n"],
  ])("reviews a note with %s", async (_, text) => {
    const { root } = makeKnowledgeBase({ "kb/notes/odd.md": text });
    expect(await review(root, "kb/notes/odd.md")).toBe("kb/notes/odd.md");
    expect(await isFresh(root, "kb/notes/odd.md")).toBe(true);
  });
});

describe("names that an agent respells", () => {
  it("finds the note, the gate and the requested gate, and records them as they are on disk", async () => {
    const [note, gate] = ["kb/notes/l’e\u0301te\u0301 1.md", "prose/a\u202fb"];
    const { root } = makeKnowledgeBase({
      [note]: "# Été\n",
      [`kb/instructions/review-gates/${gate}.md`]: "# A gate\n",
    });
    const { stdout } = await splitHere(root, ["create", "kb/notes/l'été 1.md", "prose/a b", ...REVIEWER]);
    const args = ["write", "--run", stdout.trim(), "--gate", "prose/a b", "--file", "-", "--json"];
    expect(JSON.parse((await splitHere(root, args, { input: reviewText() })).stdout)).toMatchObject({
      written: [{ gateId: gate }],
      missing: [],
    });
    await splitHere(root, ["finalize", "--run", stdout.trim()]);
    expect(queryLedger(root, "SELECT note_path, gate_id FROM acceptance_events")).toEqual([
      { note_path: note, gate_id: gate },
    ]);
  });

  it("refuses a note that could be one of two, and takes the exact one", async () => {
    const { root } = makeKnowledgeBase({ "kb/notes/v\u00a01.md": "# A\n", "kb/notes/v\u202f1.md": "# B\n" });
    const create = (note: string) => ["create", note, "prose", ...REVIEWER];
    await expectRefusal(splitHere, root, create("kb/notes/v 1.md"), {
      exitCode: 2,
      code: "ambiguous-name",
      message:
        "kb/notes/v 1.md could mean kb/notes/v\\u00a01.md or kb/notes/v\\u202f1.md; write one of them exactly",
    });
    expect(await splitHere(root, create("kb/notes/v\u202f1.md"))).toMatchObject({ exitCode: 0 });
  });
});

describe("one note, spelled in several ways", () => {
  const spellings = (root: string): [note: string, cwd: string][] => [
    ["kb/notes/a.md", root],
    ["./kb/notes/a.md", root],
    ["kb//notes/a.md", root],
    ["kb/notes/../notes/./a.md", root],
    [join(root, "kb/notes/a.md"), root],
    ["notes/a.md", join(root, "kb")],
    ["../notes/a.md", join(root, "kb/instructions")],
    ["a.md", join(root, "kb/notes")],
    ["kb/notes/a.md", join(root, "kb/notes")],
    ["kb/linked.md", root],
  ];

  it("is recorded under one path, and is fresh under every other", async () => {
    const { root } = makeKnowledgeBase();
    symlinkSync("notes/a.md", join(root, "kb/linked.md"));
    for (const [note, cwd] of spellings(root)) {
      const { stdout } = await splitHere(cwd, ["create", note, "prose/clarity", ...REVIEWER, "--json"]);
      expect(JSON.parse(stdout).note.path, `${note} from ${cwd}`).toBe("kb/notes/a.md");
    }
    expect(queryLedger(root, "SELECT DISTINCT note_path FROM review_runs")).toEqual([
      { note_path: "kb/notes/a.md" },
    ]);
    expect(await review(root, "kb//notes/a.md")).toBe("kb/notes/a.md");
    for (const [note, cwd] of spellings(root)) {
      expect(await isFresh(cwd, note), `${note} from ${cwd}`).toBe(true);
    }
  });

  it("is one note where several --note name it", async () => {
    const { root } = makeKnowledgeBase();
    const notes = spellings(root)
      .slice(0, 4)
      .flatMap(([note]) => ["--note", note]);
    const { stdout } = await splitHere(root, [
      "stale",
      "prose/clarity",
      "--model",
      "opus",
      "--json",
      ...notes,
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ pairs: 1, stale: { length: 1 } });
  });

  it("finds the tree through --root and through REVIEW_ROOT from anywhere", async () => {
    const { root } = makeKnowledgeBase();
    const elsewhere = makeKnowledgeBase().root;
    expect(await createRun(elsewhere, "kb/notes/a.md", "prose", "--root", root)).toBe("1");
    const environment = { REVIEW_ROOT: root };
    expect(
      await split(elsewhere, ["create", "kb/notes/a.md", "prose", ...REVIEWER], { environment }),
    ).toMatchObject({ stdout: "2\n" });
    expect(await split(elsewhere, ["status", "--run", "1"])).toMatchObject({ exitCode: 2 });
  });
});
