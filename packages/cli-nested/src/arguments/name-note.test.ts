import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCorpus } from "@review/corpus";
import { expect, it, onTestFinished } from "vitest";
import { nameGate, nameNote } from "./name-note.ts";

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
])("a note that is gone: %s, where the ledger knows %j", async (input, known, path) => {
  const corpus = await emptyTree();
  const isKnown = async (name: string) => known.includes(name);
  const named = await nameNote(corpus, input, { cwd: join(corpus.root, "sub"), isKnown });
  expect(named).toEqual({ path, missing: expect.stringContaining("does not exist") });
});

it.each<[input: string, known: string[], id: string]>([
  ["gates/prose/a.md", [], "prose/a"],
  ["./prose/a.md", [], "prose/a"],
  ["prose/a", [], "prose/a"],
  ["prose//a", [], "prose/a"],
  ["gates/prose/a/", [], "prose/a"],
  ["prose/a.md", ["prose/a.md", "prose/a"], "prose/a.md"],
  ["prose/a.md.md", ["prose/a.md"], "prose/a.md"],
  ["gates/prose/a.md", ["prose/a.md", "prose/a"], "prose/a"],
  ["gates/prose/a.md.md", ["prose/a.md"], "prose/a.md"],
])("the gate of %s, where %j are known", async (input, known, id) => {
  expect(await nameGate(await emptyTree(), input, async (name) => known.includes(name))).toBe(id);
});
