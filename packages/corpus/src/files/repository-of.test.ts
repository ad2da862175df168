import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { expect, it } from "vitest";
import { repositoryOf } from "./repository-of.ts";

it("the repository of a folder is the nearest that has a git folder, also of a submodule", () => {
  const top = scratchFolder();
  const [module, root] = [join(top, "module"), join(top, "module/kb/deep")];
  mkdirSync(root, { recursive: true });
  expect(repositoryOf(root)).toBeUndefined();
  writeFileSync(join(module, ".git"), "gitdir: ../.git/modules/module\n");
  expect(repositoryOf(root)).toBe(module);
  mkdirSync(join(top, ".git"));
  expect(repositoryOf(root)).toBe(top);
  expect(repositoryOf(top)).toBe(top);
  symlinkSync(".git", join(root, ".git"));
  expect(repositoryOf(root)).toBe(top);
  mkdirSync(join(module, "kb/.git"));
  expect(repositoryOf(root)).toBe(join(module, "kb"));
});
