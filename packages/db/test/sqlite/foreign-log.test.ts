import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitIn } from "@review/test-kit/git-in.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { openLedger } from "../../src/open-ledger.ts";
import { ledgerPaths } from "../../src/sqlite/files/ledger-files.ts";
import { requireOwnLog } from "../../src/sqlite/files/own-log.ts";
import { countRuns, leaveWithLog, NAME, unmark } from "./left-with-log.ts";

/** A repository whose only commit brings the log of a ledger with one run. */
async function repositoryWithLog(spoil: (theirs: string) => void = () => undefined): Promise<string> {
  const theirs = scratchFolder();
  gitIn(theirs, "init", "--quiet", "--initial-branch=main");
  await leaveWithLog(join(theirs, NAME));
  unmark(join(theirs, NAME));
  spoil(theirs);
  gitIn(theirs, "add", "--force", `${NAME}-wal`);
  gitIn(theirs, "commit", "--quiet", "--message=a");
  return theirs;
}

/** An own ledger without a run, closed, in a repository with one commit. */
async function ownLedger(): Promise<{ root: string; path: string }> {
  const root = scratchFolder();
  gitIn(root, "init", "--quiet", "--initial-branch=main");
  writeFileSync(join(root, "own"), "");
  gitIn(root, "add", "own");
  gitIn(root, "commit", "--quiet", "--message=own");
  const path = join(root, NAME);
  await (await openLedger(path)).close();
  return { root, path };
}

/** Git stops when it comes to an empty symlink, and writes no index then. */
function addEmptySymlink(theirs: string): void {
  const empty = gitIn(theirs, "hash-object", "-w", "-t", "blob", "/dev/null").trim();
  gitIn(theirs, "update-index", "--add", "--cacheinfo", `120000,${empty},zzz`);
}

/** Does what an error says to do with the files that it names. */
function sayThatItIsOwn(message: string): void {
  const [, command = "", mode = ""] = /`(chmod) ([^`]+)`/.exec(message) ?? [];
  execFileSync(command, [mode, ...(message.match(/\S+-(?:wal|shm)/g) ?? [])]);
}

const stopsBeforeItsIndex = (work: () => unknown) => expect(work).toThrow("zzz");

describe.skipIf(process.platform === "win32")("beside an own ledger no log of git is played in", () => {
  it.each<[way: string, bring: (root: string, theirs: string) => void, spoil?: (theirs: string) => void]>([
    [
      "that a pull brought",
      (root, theirs) =>
        gitIn(root, "pull", "--quiet", "--rebase=false", "--allow-unrelated-histories", theirs, "main"),
    ],
    [
      "that a pull brought, and then broke off",
      (root, theirs) =>
        stopsBeforeItsIndex(() =>
          gitIn(root, "pull", "--quiet", "--rebase=false", "--allow-unrelated-histories", theirs, "main"),
        ),
      addEmptySymlink,
    ],
    [
      "that may be executed",
      (root, theirs) => {
        gitIn(root, "fetch", "--quiet", theirs, "main");
        gitIn(root, "checkout", "--quiet", "FETCH_HEAD", "--", ".");
      },
      (theirs) => chmodSync(join(theirs, `${NAME}-wal`), 0o755),
    ],
    [
      "that was never in its index",
      (root, theirs) => {
        gitIn(root, "fetch", "--quiet", theirs, "main");
        gitIn(root, "restore", "--worktree", "--source=FETCH_HEAD", "--", ".review");
      },
    ],
    [
      "that came by a patch",
      (root, theirs) => {
        const patch = join(theirs, "patch");
        writeFileSync(patch, gitIn(theirs, "show", "--binary", "--format="));
        gitIn(root, "apply", patch);
      },
    ],
    [
      "beside an index that is gone",
      (root, theirs) => {
        gitIn(root, "fetch", "--quiet", theirs, "main");
        gitIn(root, "checkout", "--quiet", "FETCH_HEAD", "--", ".");
        rmSync(join(root, ".git/index"));
      },
    ],
  ])("%s", async (_, bring, spoil) => {
    const theirs = await repositoryWithLog(spoil);
    const { root, path } = await ownLedger();
    bring(root, theirs);
    expect(existsSync(`${path}-wal`)).toBe(true);
    for (const readOnly of [true, false]) {
      await expect(openLedger(path, { readOnly })).rejects.toThrow(
        /ledger\.sqlite-wal lies beside it, put there not by SQLite .*: remove that, or, .*`chmod u-x,g\+x`, and run the command again$/,
      );
    }
    rmSync(`${path}-wal`);
    expect(await countRuns(path)).toBe(0);
  });

  it("under a umask by which files of git are as private as our own", async () => {
    const { path } = await ownLedger();
    const theirs = await repositoryWithLog();
    for (const mode of [0o600, 0o700, 0o660, 0o770]) {
      copyFileSync(join(theirs, `${NAME}-wal`), `${path}-wal`);
      chmodSync(`${path}-wal`, mode);
      await expect(openLedger(path)).rejects.toThrow(/lies? beside it/);
    }
  });

  it.each<[end: string, make: (path: string) => Promise<void>]>([
    ["-shm", async (path) => void (await (await openLedger(path)).close())],
    // SQLite takes a journal for its own where there is a page, or none.
    ["-journal", async (path) => void new Database(path).exec("PRAGMA user_version = 1").close()],
  ])("nor what else SQLite would take for its own: %s", async (end, make) => {
    const path = join(scratchFolder(), "l.sqlite");
    await make(path);
    chmodSync(path, 0o610);
    writeFileSync(path + end, "x".repeat(600));
    await expect(openLedger(path)).rejects.toThrow(`${path}${end} lies beside it, put there not by SQLite`);
  });

  it("and one of a killed process is, once its user has said so", async () => {
    const path = join(scratchFolder(), "l.sqlite");
    await leaveWithLog(path);
    for (const end of ["-wal", "-shm"]) chmodSync(path + end, 0o644);
    const error: Error = await openLedger(path).catch((error) => error);
    sayThatItIsOwn(error.message);
    expect(await countRuns(path)).toBe(1);
  });

  it("and one that SQLite makes just now is waited for", async () => {
    const path = join(scratchFolder(), "l.sqlite");
    await leaveWithLog(path);
    for (const end of ["-wal", "-shm"]) chmodSync(path + end, 0o600);
    await requireOwnLog(ledgerPaths(path), async () => {
      for (const end of ["-wal", "-shm"]) chmodSync(path + end, 0o610);
    });
    expect(await countRuns(path)).toBe(1);
  });
});

describe("beside a ledger that an earlier version made", () => {
  it("the log of a killed process is played in, and marked is the next one", async () => {
    const { path } = await ownLedger();
    await leaveWithLog(path);
    unmark(path, 0o600);
    expect(await countRuns(path)).toBe(1);
    expect(await countRuns(path)).toBe(1);
    const theirs = await repositoryWithLog();
    copyFileSync(join(theirs, `${NAME}-wal`), `${path}-wal`);
    chmodSync(`${path}-wal`, 0o600);
    await expect(openLedger(path)).rejects.toThrow(/lies? beside it/);
  });

  it.skipIf(process.platform === "win32")("one of another mode is not", async () => {
    const { path } = await ownLedger();
    await leaveWithLog(path);
    unmark(path, 0o600);
    chmodSync(`${path}-wal`, 0o644);
    await expect(openLedger(path)).rejects.toThrow(/lies? beside it/);
  });
});

describe("where modes tell nothing", () => {
  it.each<[what: string, spoil: (git: string) => void]>([
    ["no index", (folder) => rmSync(join(folder, "index"))],
    ["an index of something else", (folder) => writeFileSync(join(folder, "index"), "nothing")],
    [
      "an index of a later version",
      (folder) => writeFileSync(join(folder, "index"), "DIRC\0\0\0\x05\0\0\0\0".padEnd(32, "\0")),
    ],
    [
      "an index that ends too early",
      (folder) => writeFileSync(join(folder, "index"), "DIRC\0\0\0\x04\0\0\xff\xff"),
    ],
    ["an index of gigabytes", (folder) => truncateSync(join(folder, "index"), 2 ** 30)],
    [
      "a pipe in the place of an index",
      (folder) => {
        rmSync(join(folder, "index"));
        execFileSync("mkfifo", [join(folder, "index")]);
      },
    ],
  ])("a log in a repository with %s is not taken for one's own, until its user says so", async (_, spoil) => {
    const { root, path } = await ownLedger();
    await leaveWithLog(path);
    unmark(path);
    spoil(join(root, ".git"));
    const error: Error = await openLedger(path, { readOnly: true }).catch((error) => error);
    expect(error.message).toMatch(
      /-shm lie beside it, and git may have brought that along, since \S+index cannot be read/,
    );
    sayThatItIsOwn(error.message);
    expect(await countRuns(path)).toBe(1);
  });

  it("a missing index made anew tells what is one's own, too", async () => {
    const { root, path } = await ownLedger();
    await leaveWithLog(path);
    unmark(path);
    rmSync(join(root, ".git/index"));
    await expect(openLedger(path)).rejects.toThrow("cannot be read");
    gitIn(root, "reset", "--quiet");
    expect(await countRuns(path)).toBe(1);
  });

  it.each<[what: string, make: (root: string) => void]>([
    ["no commit and no index", (root) => gitIn(root, "init", "--quiet")],
    ["nothing in its folder", (root) => mkdirSync(join(root, ".git"))],
  ])("a repository with %s brings nothing", async (_, make) => {
    const root = scratchFolder();
    make(root);
    await leaveWithLog(join(root, NAME));
    unmark(join(root, NAME));
    expect(await countRuns(join(root, NAME))).toBe(1);
  });

  it("a worktree whose repository is not there may bring anything", async () => {
    const root = scratchFolder();
    writeFileSync(join(root, ".git"), "gitdir: ../nowhere\n");
    await leaveWithLog(join(root, NAME));
    unmark(join(root, NAME));
    await expect(openLedger(join(root, NAME))).rejects.toThrow("git may have brought that along");
  });
});
