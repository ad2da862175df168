import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { findProgram } from "../process/find-program.ts";
import { checkEnvironment } from "./find-check-program.ts";

/** A tree of folders, each with a linter `lint` in node_modules/.bin. */
function makeTree(...folders: string[]): string {
  const tree = realpathSync(mkdtempSync(join(tmpdir(), "find-check-")));
  onTestFinished(() => rmSync(tree, { recursive: true }));
  for (const folder of folders) {
    const lint = join(tree, folder, "node_modules/.bin/lint");
    mkdirSync(dirname(lint), { recursive: true });
    writeFileSync(lint, "#!/bin/sh\n");
    chmodSync(lint, 0o755);
  }
  return tree;
}

const find = (root: string, PATH = "/nowhere") =>
  findProgram("lint", { cwd: root, environment: checkEnvironment({ PATH }, root) });
const lintOf = (folder: string) => join(folder, "node_modules/.bin/lint");

it("is found in the root, else above it, else on PATH", async () => {
  const tree = makeTree("repo", "repo/a", "other");
  mkdirSync(join(tree, "repo/a/b"));
  expect(await find(join(tree, "repo/a"))).toBe(lintOf(join(tree, "repo/a")));
  expect(await find(join(tree, "repo/a/b"))).toBe(lintOf(join(tree, "repo/a")));
  rmSync(lintOf(join(tree, "repo/a")));
  expect(await find(join(tree, "repo/a/b"))).toBe(lintOf(join(tree, "repo")));
  const PATH = join(tree, "other/node_modules/.bin");
  expect(await find(tree, PATH)).toBe(lintOf(join(tree, "other")));
});

it("is not found above the repository, or where others could have put it", async () => {
  const tree = makeTree("", "repo/deep");
  rmSync(lintOf(join(tree, "repo/deep")));
  expect(await find(join(tree, "repo/deep"))).toBe(lintOf(tree));
  mkdirSync(join(tree, "repo/.git"));
  expect(await find(join(tree, "repo/deep"))).toBeUndefined();
  rmSync(join(tree, "repo/.git"), { recursive: true });
  chmodSync(tree, 0o1777);
  expect(await find(join(tree, "repo/deep"))).toBeUndefined();
  const { PATH } = checkEnvironment({ PATH: ".:/bin" }, join(tree, "repo"));
  expect(PATH).toBe(`${tree}/repo/node_modules/.bin:/bin`);
});
