import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";
import { openLedger } from "../../src/open-ledger.ts";
import { listRuns } from "../../src/reads.ts";
import { trackedByGit } from "../../src/sqlite/files/tracked-by-git.ts";
import { insertRun } from "../../src/transitions.ts";
import { newRun } from "../new-run.ts";

const NAME = ".review/ledger.sqlite";

function git(folder: string, ...args: string[]): void {
  const env = { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
  execFileSync("git", args, { cwd: folder, env });
}

/** A ledger as a killed process left it: with one run, which is in the log beside it. */
async function leaveWithLog(path: string): Promise<void> {
  mkdirSync(dirname(path));
  const made = join(scratchFolder(), "l.sqlite");
  await using ledger = await openLedger(made);
  await insertRun(ledger, newRun());
  for (const suffix of ["", "-wal", "-shm"]) copyFileSync(made + suffix, path + suffix);
}

interface Index {
  init?: string[];
  settings?: string[];
}

/** Such a ledger in a repository, which brings its files with these ends along, and others of a similar name. */
async function inRepository(ends: readonly string[], { init = [], settings = [] }: Index = {}) {
  const root = scratchFolder();
  git(root, "init", "--quiet", ...init);
  await leaveWithLog(join(root, NAME));
  const others = [".review/a", `${NAME}-`, `${NAME}-wa`, `x/${NAME}-wal`, ".review/z"];
  mkdirSync(join(root, "x/.review"), { recursive: true });
  for (const name of others) writeFileSync(join(root, name), "x");
  if (settings.length > 0) git(root, "update-index", ...settings);
  git(root, "add", "--force", ...others, ...ends.map((end) => NAME + end));
  writeFileSync(join(root, "later"), "x");
  git(root, "add", "--intent-to-add", "later");
  return { root, path: join(root, NAME) };
}

async function countRuns(path: string): Promise<number> {
  await using ledger = await openLedger(path);
  return (await listRuns(ledger)).length;
}

describe.each<[what: string, index: Index]>([
  ["as git makes it", {}],
  ["of version 4", { settings: ["--index-version=4"] }],
  ["by SHA-256", { init: ["--object-format=sha256"] }],
  ["of version 4 by SHA-256", { init: ["--object-format=sha256"], settings: ["--index-version=4"] }],
  ["that is split", { settings: ["--split-index"] }],
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
      git(root, "rm", "--cached", "--quiet", ...ends.map((end) => NAME + end));
      // The shared part still lists what was removed.
      git(root, "update-index", "--no-split-index");
      expect(await countRuns(path)).toBe(1);
    },
  );

  it("one of our own is, whatever else it brings", async () => {
    const { path } = await inRepository([""], index);
    expect(await countRuns(path)).toBe(1);
    expect(trackedByGit([path, `${path}-wal`])).toEqual([path]);
  });
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
  git(root, "add", "--force", `${NAME}-WAL`);
  expect(trackedByGit([`${path}-wal`])).toEqual([`${path}-wal`]);
});

it.each<[what: string, spoil: (git: string) => void]>([
  ["no index", (folder) => rmSync(join(folder, "index"))],
  ["an index of something else", (folder) => writeFileSync(join(folder, "index"), "nothing")],
  [
    "an index that ends too early",
    (folder) => writeFileSync(join(folder, "index"), "DIRC\0\0\0\x04\0\0\xff\xff"),
  ],
  ["an index of gigabytes", (folder) => truncateSync(join(folder, "index"), 2 ** 30)],
  ["no folder", (folder) => rmSync(folder, { recursive: true })],
])("a repository with %s brings nothing", async (_, spoil) => {
  const { root, path } = await inRepository(["-wal"]);
  spoil(join(root, ".git"));
  expect(await countRuns(path)).toBe(1);
});

it.skipIf(process.platform === "win32")("a pipe in the place of an index is not waited for", async () => {
  const { root, path } = await inRepository(["-wal"]);
  rmSync(join(root, ".git/index"));
  execFileSync("mkfifo", [join(root, ".git/index")]);
  expect(await countRuns(path)).toBe(1);
});
