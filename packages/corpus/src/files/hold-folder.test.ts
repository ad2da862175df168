import { existsSync, mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createTree } from "@review/test-kit/temp-tree.ts";
import { expect, it } from "vitest";
import { holdFolder, SymlinkOnTheWayError } from "./hold-folder.ts";

it("makes what is missing, and reaches what is in it", async () => {
  const root = await createTree({ "a/x": "" });
  const folder = holdFolder(root, "a/b/c", { makes: true });
  writeFileSync(join(folder.path, "f"), "");
  const parent = folder.parent();
  expect(readdirSync(parent.path)).toEqual(["c"]);
  for (const held of [parent, folder]) held.close();
  expect(existsSync(join(root, "a/b/c/f"))).toBe(true);
});

it("makes nothing unless asked to", async () => {
  const root = await createTree({ "a/x": "" });
  expect(() => holdFolder(root, "a/b/c")).toThrow(expect.objectContaining({ code: "ENOENT" }));
  expect(() => holdFolder(root, "a/x")).toThrow(expect.objectContaining({ code: "ENOTDIR" }));
  expect(readdirSync(root, { recursive: true }).sort()).toEqual(["a", join("a", "x")]);
});

it.each(["a", "a/b"])("follows no symlink: %s", async (link) => {
  const root = await createTree({ "out/b/x": "", "c/x": "" });
  const [above = "", name] = link === "a" ? [root, "a"] : [join(root, "a"), "b"];
  mkdirSync(above, { recursive: true });
  symlinkSync(join(root, "out"), join(above, name ?? ""));
  for (const makes of [true, false]) {
    expect(() => holdFolder(root, "a/b/c", { makes })).toThrow(new SymlinkOnTheWayError(join(root, link)));
  }
  expect(existsSync(join(root, "out/c"))).toBe(false);
});

it.runIf(process.platform === "linux")("stays the same when something else takes its place", async () => {
  const root = await createTree({ "a/b/x": "", "out/b/x": "" });
  const folder = holdFolder(root, "a/b");
  renameSync(join(root, "a"), join(root, "moved"));
  symlinkSync(join(root, "out"), join(root, "a"));
  writeFileSync(join(folder.path, "f"), "");
  folder.close();
  expect(existsSync(join(root, "out/b/f"))).toBe(false);
  expect(existsSync(join(root, "moved/b/f"))).toBe(true);
});
