import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createCorpus } from "../../test/create-corpus.ts";
import { resolveNotePaths, resolveNotes } from "./resolve-note-paths.ts";

const NOTES = [
  "notes/a.md",
  "notes/drafts/b.md",
  "notes/drafts/old/c.md",
  "notes/[x]/d.md",
  "notes/deep/a.md",
];
const tree = () =>
  createCorpus({ ...Object.fromEntries(NOTES.map((path) => [path, "# N\n"])), "README.md": "r" });
const [A = "", B = "", C, D, DEEP] = NOTES;

describe("resolveNotePaths", () => {
  it.each<[what: string, inputs: string[], cwd: string, paths: (string | undefined)[]]>([
    ["a note", ["notes/a.md"], ".", [A]],
    ["a note that is none of the corpus", ["README.md"], ".", ["README.md"]],
    ["a folder with all below it", ["notes/drafts"], ".", [B, C]],
    ["a folder as shells complete it", ["notes/drafts/"], ".", [B, C]],
    ["a folder relative to where somebody is", ["old"], "notes/drafts", [C]],
    ["a folder relative to the root", ["notes/drafts"], "notes/drafts", [B, C]],
    ["the root: the notes of the corpus, and nothing else", ["."], ".", [D, A, DEEP, B, C].toSorted()],
    ["a folder named like a glob", ["notes/[x]"], ".", [D]],
    ["a glob", ["notes/*.md"], ".", [A]],
    ["a glob across folders", ["**/a.md"], ".", [A, DEEP]],
    ["alternatives", ["notes/{a,deep/*}.md"], ".", [A, DEEP]],
    ["a glob of folders", ["notes/d*s"], ".", [B, C]],
    ["a glob of folders with its slash", ["notes/d*s/"], ".", [B, C]],
    ["a glob relative to where somebody is", ["*.md"], "notes/drafts", [B]],
    ["a glob from a folder named like a glob", ["*.md"], "notes/[x]", [D]],
    ["a glob that goes up", ["../*.md"], "notes/drafts", [A]],
    ["a glob relative to the root", ["notes/*.md"], "notes/drafts", [A]],
    ["several, each once", ["notes/deep", "notes/a.md", "**/a.md"], ".", [DEEP, A]],
  ])("finds %s", async (_, inputs, cwd, paths) => {
    const corpus = await tree();
    expect(await resolveNotePaths(corpus, inputs, { cwd: join(corpus.root, cwd) })).toEqual(paths);
  });

  it("chooses among other paths, of notes that may be gone, if it is given some", async () => {
    const corpus = await tree();
    const known = async () => ["gone/a.md", "gone/b.md", "notes/a.md"];
    const named = (input: string) => resolveNotePaths(corpus, [input], { cwd: corpus.root, known });
    expect(await named("gone")).toEqual(["gone/a.md", "gone/b.md"]);
    expect(await named("gone/b.md")).toEqual(["gone/b.md"]);
    expect(await named("*/a.md")).toEqual(["gone/a.md", "notes/a.md"]);
  });

  it.each<[input: string, code: string, message: string | RegExp]>([
    ["notes/nope.md", "note-not-found", "note notes/nope.md does not exist; check the name"],
    ["notes/draft", "note-not-found", "note notes/draft does not exist; did you mean notes/drafts?"],
    ["notes/darfts/", "note-not-found", "note notes/darfts/ does not exist; did you mean notes/drafts?"],
    ["notes/*.txt", "no-matching-note", "no note is in or matches notes/*.txt; check the name"],
    ["!notes/a.md", "note-not-found", "note !notes/a.md does not exist; did you mean notes/a.md?"],
    ["gates", "no-matching-note", "no note is in or matches gates; check the name"],
    ["../*.md", "no-matching-note", "no note is in or matches ../*.md; check the name"],
    ...["+(a|aa)+(a|aa)b", "+(".repeat(3_000), `*${"a".repeat(70_000)}`].map(
      (glob): [string, string, RegExp] => [
        glob,
        "no-matching-note",
        /^no note is in or matches .{1,300}; name a glob with at most two \*\*, or one and two groups and/,
      ],
    ),
    ["", "not-a-note", '"" is not a path'],
  ])("refuses %j", async (input, code, message) => {
    const corpus = await tree();
    await expect(resolveNotePaths(corpus, [input], { cwd: corpus.root })).rejects.toMatchObject({
      code,
      message:
        typeof message === "string" ? expect.stringContaining(message) : expect.stringMatching(message),
    });
  });
});

describe("resolveNotes", () => {
  const hidden = async () =>
    createCorpus({
      [A]: "a",
      [B]: "b",
      "notes/drafts/gone": { link: ".." },
      "notes/x.md": { link: "nowhere" },
    });
  const named = async (...inputs: string[]) => {
    const corpus = await hidden();
    const { paths, skipped } = await resolveNotes(corpus, inputs, { cwd: corpus.root });
    return [...paths, ...skipped.map(({ path }) => `${path}!`)];
  };

  it.each<[inputs: string[], found: string[]]>([
    [["notes"], [A, B, "notes/drafts/gone!", "notes/x.md!"]],
    [["notes/drafts"], [B, "notes/drafts/gone!"]],
    [["notes/*.md"], [A, "notes/drafts/gone!", "notes/x.md!"]],
    [["notes/drafts/**/*.md"], [B, "notes/drafts/gone!"]],
    [[A], [A]],
  ])("%j: with what was passed over there", async (inputs, found) => {
    expect(await named(...inputs)).toEqual(found);
  });
});
