import { createTree } from "@review/test-kit/temp-tree.ts";
import { expect, it } from "vitest";
import { hasMoreEntries } from "./tree-size.ts";

it("counts files and folders up to a number, but nothing hidden, and follows no symlink", async () => {
  const root = await createTree({
    "a/b.md": "x",
    "a/c/d.md": "x",
    ".git/x": "x",
    "node_modules/y/z.md": "x",
    loop: { link: "." },
  });
  expect(await hasMoreEntries(root, 4)).toBe(true);
  expect(await hasMoreEntries(root, 5)).toBe(false);
  expect(await hasMoreEntries(`${root}/gone`, 0)).toBe(false);
});
