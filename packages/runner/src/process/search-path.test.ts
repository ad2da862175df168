import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { allowedEnvironment } from "./environment.ts";
import { outsideOf, searchFolders } from "./search-path.ts";

it.each([
  ["/a:/b/c", ["/a", "/b/c"]],
  [":/a::./b:b:../c:.:", ["/a"]],
  ["node_modules/.bin", []],
  ["", []],
  [undefined, []],
])("of PATH %j the absolute folders count", (PATH, folders) => {
  expect(searchFolders({ PATH })).toEqual(folders);
});

it("reaches a child without relative folders, and not at all without absolute ones", () => {
  expect(allowedEnvironment({ PATH: ".:/a:", HOME: "/h" })).toEqual({ PATH: "/a", HOME: "/h" });
  expect(allowedEnvironment({ PATH: "", HOME: "/h" })).toEqual({ HOME: "/h" });
});

it("has nothing of a tree, however it is named", () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "search-path-")));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "tree/bin"), { recursive: true });
  mkdirSync(join(folder, "tree-of-another"));
  symlinkSync(join(folder, "tree/bin"), join(folder, "linked"));
  const inside = ["tree", "tree/bin", "linked", "tree/../tree/bin", "tree/not-there"];
  const outside = ["tree-of-another", "not-there"];
  const PATH = [...inside, ...outside].map((name) => `${folder}/${name}`).join(":");
  expect(outsideOf(join(folder, "tree"), { PATH, HOME: "/h" })).toEqual({
    PATH: outside.map((name) => `${folder}/${name}`).join(":"),
    HOME: "/h",
  });
  expect(outsideOf("/", { PATH })).toEqual({});
});

it("has nothing of the repository around a tree, but what is around the user's home", () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "search-path-")));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const names = ["mono/kb/bin", "mono/node_modules/.bin", "bin"];
  for (const name of names) mkdirSync(join(folder, name), { recursive: true });
  const PATH = names.map((name) => join(folder, name)).join(":");
  const found = () => searchFolders(outsideOf(join(folder, "mono/kb"), { PATH }));
  expect(found()).toEqual([join(folder, "mono/node_modules/.bin"), join(folder, "bin")]);
  mkdirSync(join(folder, "mono/.git"));
  expect(found()).toEqual([join(folder, "bin")]);
  // As in a submodule.
  writeFileSync(join(folder, "mono/kb/.git"), "gitdir: ../.git/modules/kb\n");
  expect(found()).toEqual([join(folder, "bin")]);
  rmSync(join(folder, "mono/kb/.git"));
  vi.stubEnv("HOME", join(folder, "mono"));
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(found()).toEqual([join(folder, "mono/node_modules/.bin"), join(folder, "bin")]);
});
