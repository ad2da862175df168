import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitIn } from "@review/test-kit/git-in.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";
import { openLedger } from "../../src/open-ledger.ts";
import { broughtByGit } from "../../src/sqlite/files/tracked-by-git.ts";
import { countRuns, leaveWithLog, NAME, unmark } from "./left-with-log.ts";

interface Index {
  init?: string[];
  settings?: string[];
}

/** A ledger and its log whose modes tell nothing, in a repository which brings its files with these ends along, and others of a similar name. */
async function inRepository(ends: readonly string[], { init = [], settings = [] }: Index = {}) {
  const root = scratchFolder();
  gitIn(root, "init", "--quiet", ...init);
  await leaveWithLog(join(root, NAME));
  unmark(join(root, NAME));
  const others = [".review/a", `${NAME}-`, `${NAME}-wa`, `x/${NAME}-wal`, ".review/z"];
  mkdirSync(join(root, "x/.review"), { recursive: true });
  for (const name of others) writeFileSync(join(root, name), "x");
  if (settings.length > 0) gitIn(root, "update-index", ...settings);
  gitIn(root, "add", "--force", ...others, ...ends.map((end) => NAME + end));
  writeFileSync(join(root, "later"), "x");
  gitIn(root, "add", "--intent-to-add", "later");
  return { root, path: join(root, NAME) };
}

describe.each<[what: string, index: Index]>([
  ["as git makes it", {}],
  ["of version 4", { settings: ["--index-version=4"] }],
  ["by SHA-256", { init: ["--object-format=sha256"] }],
  ["of version 4 by SHA-256", { init: ["--object-format=sha256"], settings: ["--index-version=4"] }],
  ["that is split", { settings: ["--split-index"] }],
  ["that is split, by SHA-256", { init: ["--object-format=sha256"], settings: ["--split-index"] }],
])("in a repository with an index %s", (_, index) => {
  it.each([[["-wal"]], [["", "-shm", "-wal"]]])(
    "a log that it brings along is not played in: %j",
    async (ends) => {
      const { root, path } = await inRepository(ends, index);
      const before = readFileSync(`${path}-wal`);
      const refusal = /git brings \S+ledger\.sqlite-(?:wal|shm) along, .*`git rm -f` .*`git rm --cached`/;
      for (const readOnly of [true, false])
        await expect(openLedger(path, { readOnly })).rejects.toThrow(refusal);
      expect(readFileSync(`${path}-wal`).equals(before)).toBe(true);
      gitIn(root, "rm", "--cached", "--quiet", ...ends.map((end) => NAME + end));
      // The shared part still lists what was removed.
      gitIn(root, "update-index", "--no-split-index");
      expect(await countRuns(path)).toBe(1);
    },
  );

  it("one of our own is, whatever else it brings", async () => {
    const { path } = await inRepository([""], index);
    expect(await countRuns(path)).toBe(1);
    expect(broughtByGit([path, `${path}-wal`])).toEqual({ listed: [path], unread: undefined });
  });
});

it("the part of a split index that is gone may list anything", async () => {
  const { root, path } = await inRepository(["-wal"], { settings: ["--split-index"] });
  const { unread } = broughtByGit([path]);
  expect(unread).toBeUndefined();
  const shared = gitIn(root, "rev-parse", "--shared-index-path").trim();
  rmSync(join(root, shared));
  expect(broughtByGit([path]).unread).toBe(join(root, shared));
});

it("the index of a log is taken for what the log is", async () => {
  const { path } = await inRepository(["-shm"]);
  await expect(openLedger(path)).rejects.toThrow(/git brings \S+ledger\.sqlite-shm along/);
});

it("a submodule and a worktree have their index elsewhere", async () => {
  const { root, path } = await inRepository(["-wal"]);
  const elsewhere = join(scratchFolder(), "git");
  renameSync(join(root, ".git"), elsewhere);
  writeFileSync(join(root, ".git"), `gitdir: ${elsewhere}\n`);
  await expect(openLedger(path)).rejects.toThrow("git brings ");
});

it("a name that differs by its case may be the same file", async () => {
  const { root, path } = await inRepository([]);
  copyFileSync(`${path}-wal`, `${path}-WAL`);
  gitIn(root, "add", "--force", `${NAME}-WAL`);
  expect(broughtByGit([`${path}-wal`]).listed).toEqual([`${path}-wal`]);
});
