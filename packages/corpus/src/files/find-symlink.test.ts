import { join } from "node:path";
import { createTree } from "@review/test-kit/temp-tree.ts";
import { describe, expect, it } from "vitest";
import { findSymlink } from "./find-symlink.ts";

describe("findSymlink", () => {
  it.each([
    ["a/b/file", undefined],
    ["a/b/none/at/all", undefined],
    ["a/b/file/below", undefined],
    ["linked/file", "linked"],
    ["linked/none", "linked"],
    ["a/link", "a/link"],
    ["a/dangling", "a/dangling"],
    ["a/dangling/x", "a/dangling"],
    ["a/up/a/b/file", "a/up"],
  ])("on the way to %s: %s", async (path, link) => {
    const tree = await createTree({
      "a/b/file": "x",
      linked: { link: "a/b" },
      "a/link": { link: "b/file" },
      "a/dangling": { link: "/nowhere" },
      "a/up": { link: ".." },
    });
    expect(findSymlink(tree, join(tree, path))).toBe(link && join(tree, link));
  });
});
