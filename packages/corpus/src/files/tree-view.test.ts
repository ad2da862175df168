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

it("sees at once what is seen path by path: symlinks, what is gone, what is outside", async () => {
  const root = await makeTree();
  const [one, all] = [viewTree(root), viewTreeOnce(root)];
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
});

it("looks into a folder once", async () => {
  const root = await makeTree();
  const tree = viewTreeOnce(root);
  expect(tree.kindOf("a/new.md")).toBeUndefined();
  writeFileSync(join(root, "a/new.md"), "n");
  expect(tree.kindOf("a/new.md")).toBeUndefined();
  expect(viewTreeOnce(root).kindOf("a/new.md")).toBe("file");
});
