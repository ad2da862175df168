import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createCorpus } from "../../test/create-corpus.ts";
import { listNotePaths } from "./list-note-paths.ts";
import { whyLeftOut } from "./why-left-out.ts";

const FILES = {
  "notes/a.md": "a",
  "notes/index.md/b.md": "b",
  "notes/index.md/index.md": "i",
  "notes/index.md/deep/c.md": "c",
  "notes/deep/index.md": "i",
  "notes/x.MDX/d.md": "d",
  "gates/g.md": "g",
};
const ALL = Object.keys(FILES).filter((path) => path.startsWith("notes/"));
const INDEXES = ["notes/index.md/index.md", "notes/deep/index.md"];
const config = (content: object) => ({ "review.config.json": JSON.stringify(content), ...FILES });

/** The notes that there are, and that nothing says are left out: the same. */
async function notesOf(files: Record<string, string>): Promise<string[]> {
  const corpus = await createCorpus(files);
  const { paths } = await listNotePaths(corpus);
  const named: string[] = [];
  for (const path of ALL) if ((await whyLeftOut(corpus, path)) === undefined) named.push(path);
  expect(paths).toEqual(named.sort());
  return paths;
}

const without = (...left: string[]) => ALL.filter((path) => !left.includes(path)).sort();

describe("a folder that is called as a note is", () => {
  it("has notes, also where pages of that name are left out by the layout", async () => {
    expect(await notesOf(FILES)).toEqual(without(...INDEXES));
  });

  it.each([
    [{ exclude: ["**/index.md"] }, INDEXES],
    [{ exclude: ["**/index.{md,mdx}", "notes/x.mdx"] }, INDEXES],
    [{ exclude: ["**/?ndex.md", "./notes/a.md"] }, [...INDEXES, "notes/a.md"]],
    [{ notes: ["notes/**", "!**/index.md"] }, INDEXES],
    [{ exclude: ["**/*.md"] }, ALL],
    [{ exclude: ["notes/index.md/**"] }, ALL.filter((path) => path.startsWith("notes/index.md/"))],
    [{ exclude: ["notes/index.md/"] }, ALL.filter((path) => path.startsWith("notes/index.md/"))],
    [{ exclude: ["notes/deep"] }, ["notes/deep/index.md"]],
  ])("is left out by a glob of folders alone: %j", async (globs, left) => {
    expect(await notesOf(config({ notes: ["notes/**"], exclude: [], ...globs }))).toEqual(without(...left));
  });

  it("is not told of where it is a symlink that is left out", async () => {
    const corpus = await createCorpus(config({ notes: ["notes/**"], exclude: ["notes/link.md"] }));
    symlinkSync(join(corpus.root, "gates"), join(corpus.root, "notes/link.md"));
    symlinkSync(join(corpus.root, "gates"), join(corpus.root, "notes/other.md"));
    expect((await listNotePaths(corpus)).skipped).toMatchObject([{ path: "notes/other.md" }]);
  });
});
