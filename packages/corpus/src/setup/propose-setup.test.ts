import { createTree } from "@review/test-kit/temp-tree.ts";
import { describe, expect, it } from "vitest";
import { proposeSetup } from "./propose-setup.ts";

async function propose(files: Record<string, string>) {
  return proposeSetup(await createTree(files));
}

describe("proposeSetup", () => {
  it.each<[files: Record<string, string>, config: object, notes: number, gates: number]>([
    [
      { "kb/notes/a.md": "A", "kb/instructions/review-gates/prose/x.md": "X" },
      { notes: ["kb/notes/**/*.md"], gates: "kb/instructions/review-gates" },
      1,
      1,
    ],
    [
      {
        "notes/a.md": "A",
        "notes/deep/b.md": "B",
        "notes/index.md": "I",
        "README.md": "R",
        "gates/x.md": "X",
      },
      { notes: ["notes/**/*.md"], gates: "gates" },
      2,
      1,
    ],
    [{ "docs/a.md": "A", "README.md": "R" }, { notes: ["docs/**/*.md"], gates: "gates" }, 1, 0],
    [{ "docs/a.md": "A", "notes/": "" }, { notes: ["docs/**/*.md"], gates: "gates" }, 1, 0],
    [{ "kb/notes/a.md": "A" }, { notes: ["kb/notes/**/*.md"], gates: "kb/instructions/review-gates" }, 1, 0],
    [
      { "notes/a.md": "A", "review-gates/x.md": "X" },
      { notes: ["notes/**/*.md"], gates: "review-gates" },
      1,
      1,
    ],
    [{ "README.md": "R" }, { notes: ["notes/**/*.md"], gates: "gates" }, 0, 0],
    [{}, { notes: ["notes/**/*.md"], gates: "gates" }, 0, 0],
  ])("%j", async (files, config, notes, gates) => {
    expect(await propose(files)).toEqual({ config, notes, gates });
  });

  it("takes the markdown files of a tree without a folder for notes, but not those about the tree", async () => {
    const { config, notes } = await propose({
      "one.md": "1",
      "deep/two.md": "2",
      "README.md": "R",
      "deep/CHANGELOG.md": "C",
      "node_modules/x/three.md": "3",
      "gates/x.md": "X",
    });
    expect(notes).toBe(2);
    expect(config.notes).toEqual(["**/*.md"]);
    expect(config.exclude).toContain("**/README.md");
  });

  it("names the schema where an editor finds it", async () => {
    const schema = "node_modules/@review/cli-nested/bundle/schemas/review.config.schema.json";
    expect((await propose({ [schema]: "{}", "notes/a.md": "A" })).config.$schema).toBe(`./${schema}`);
    const root = await createTree({ [schema]: "{}", "sub/notes/a.md": "A" });
    expect((await proposeSetup(`${root}/sub`)).config.$schema).toBe(`../${schema}`);
  });
});
