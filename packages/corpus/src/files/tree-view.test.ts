import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createTree } from "@review/test-kit/temp-tree.ts";
import fc from "fast-check";
import { expect, it } from "vitest";
import { viewTree, viewTreeOnce } from "./tree-view.ts";

const makeTree = async () => {
  const outside = await createTree({ "secret.md": "s" });
  return createTree({
    "a/b/c.md": "c",
    "a/É.md": "e",
    "d.md": "d",
    "a/in.md": { link: "../d.md" },
    "in/": "",
    "in/folder": { link: "../a" },
    "out.md": { link: join(outside, "secret.md") },
    away: { link: outside },
    "dangling.md": { link: "none.md" },
    "loop.md": { link: "loop.md" },
  });
};

it.each([0, 256])(
  "sees at once what is seen path by path: symlinks, what is gone, what is outside (%s)",
  async (patience) => {
    const root = await makeTree();
    const [one, all] = [viewTree(root), viewTreeOnce(root, patience)];
    const names = ["a", "b", "c.md", "d.md", "É.md", "in.md", "in", "folder", "out.md", "away", "secret.md"];
    const name = fc.constantFrom(...names, "dangling.md", "loop.md", "none", "..", ".", "", "C.md", "x\0");
    const paths = fc.array(name, { minLength: 1, maxLength: 5 }).map((parts) => parts.join("/"));
    await fc.assert(
      fc.asyncProperty(paths, async (path) => {
        expect([all.kindOf(path), await all.statusOf(path)]).toEqual([
          one.kindOf(path),
          await one.statusOf(path),
        ]);
      }),
      { numRuns: 1000 },
    );
  },
);

it("looks into a folder once", async () => {
  const root = await makeTree();
  const tree = viewTreeOnce(root);
  expect(tree.kindOf("a/new.md")).toBeUndefined();
  writeFileSync(join(root, "a/new.md"), "n");
  expect(tree.kindOf("a/new.md")).toBeUndefined();
  expect(viewTreeOnce(root).kindOf("a/new.md")).toBe("file");
});

it("with patience lists a folder only when many paths lead to it, and then once", async () => {
  const root = await makeTree();
  const tree = viewTreeOnce(root, 2);
  const add = (path: string) => writeFileSync(join(root, path), "x");
  // The first two find out no more than that the root is asked about.
  for (const path of ["a/1", "a/2", "a/3"]) expect(tree.kindOf(path)).toBeUndefined();
  add("a/early.md");
  expect(tree.kindOf("a/early.md")).toBe("file");
  expect(tree.kindOf("a/4")).toBeUndefined();
  add("a/late.md");
  expect(tree.kindOf("a/late.md")).toBeUndefined();
});

it("sees a path of very many names", async () => {
  const tree = viewTreeOnce(await makeTree());
  expect(tree.kindOf(`${"none/".repeat(100_000)}x`)).toBeUndefined();
});
