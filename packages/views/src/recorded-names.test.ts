import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCorpus } from "@review/corpus";
import { expect, it, onTestFinished } from "vitest";
import { nameGate, nameNote } from "./recorded-names.ts";

/** A tree without any note. */
async function emptyTree() {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "review-names-")));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const folder of ["notes", "gates", "sub"]) mkdirSync(join(root, folder));
  return openCorpus({ cwd: root, root });
}

it.each<[input: string, known: string[], path: string]>([
  ["a.md", [], "a.md"],
  ["a.md", ["a.md"], "a.md"],
  ["a.md", ["sub/a.md", "a.md"], "sub/a.md"],
  ["../a.md", ["a.md"], "a.md"],
  ["./x//a.md", [], "x/a.md"],
  ["a b.md", ["sub/a\u00a0b.md"], "sub/a\u00a0b.md"],
  ["caf\u00e9.md", ["cafe\u0301.md"], "cafe\u0301.md"],
  ["caf\u00e9.md", ["caf\u00e9.md", "sub/cafe\u0301.md"], "caf\u00e9.md"],
])("a note that is gone: %s, where the ledger knows %j", async (input, known, path) => {
  const corpus = await emptyTree();
  const recorded = async () => known;
  const named = await nameNote(corpus, input, { cwd: join(corpus.root, "sub"), recorded });
  expect(named).toEqual({ path, missing: expect.stringContaining("does not exist") });
});

it("a note whose file was respelt can be named as it is now and as it was recorded", async () => {
  const corpus = await emptyTree();
  writeFileSync(join(corpus.root, "notes/a b.md"), "# A\n");
  const name = (input: string, known: string[]) =>
    nameNote(corpus, input, { cwd: corpus.root, recorded: async () => known });
  const recorded = ["notes/a\u00a0b.md"];
  expect(await name("notes/a b.md", recorded)).toEqual({ path: "notes/a b.md" });
  expect(await name("notes/a\u00a0b.md", recorded)).toEqual({
    path: "notes/a\u00a0b.md",
    missing: expect.stringContaining("does not exist"),
  });
  expect(await name("notes/a\u202fb.md", recorded)).toEqual({ path: "notes/a b.md" });
});

it("refuses the name of a note that is gone if it could mean two", async () => {
  const corpus = await emptyTree();
  const recorded = async () => ["a\u00a0b.md", "a\u202fb.md"];
  await expect(nameNote(corpus, "a b.md", { cwd: corpus.root, recorded })).rejects.toMatchObject({
    code: "ambiguous-name",
  });
});

it.each<[input: string, known: string[], id: string]>([
  ["gates/prose/a.md", [], "prose/a"],
  ["./prose/a.md", [], "prose/a"],
  ["prose/a", [], "prose/a"],
  ["prose//a", [], "prose/a"],
  ["gates/prose/a/", [], "prose/a"],
  ["gates/prose/a.md", ["prose/a", "prose/b"], "prose/a"],
  ["prose/a.md", ["prose/a.md", "prose/a"], "prose/a.md"],
  ["prose/a.md.md", ["prose/a.md"], "prose/a.md"],
  ["gates/prose/a.md", ["prose/a.md", "prose/a"], "prose/a"],
  ["gates/prose/a.md.md", ["prose/a.md"], "prose/a.md"],
])("the gate of %s, where %j are known", async (input, known, id) => {
  expect(nameGate(await emptyTree(), input, known)).toBe(id);
});

it.each<[input: string, name: string]>([
  ["L'e\u0301te\u0301/a b", "L’été/a\u00a0b"],
  ["gates/L'été/a b.md", "L’été/a\u00a0b"],
  ["L'été", "L’été"],
  ["L'ete", "L'ete"],
])("the recorded gate or lens of %s", async (input, name) => {
  expect(nameGate(await emptyTree(), input, ["L’été/a\u00a0b", "prose/b"])).toBe(name);
});
