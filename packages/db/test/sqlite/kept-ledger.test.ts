import {
  chmodSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { gitIn } from "@review/test-kit/git-in.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { ledgerExists, openLedger } from "../../src/open-ledger.ts";
import { insertRun } from "../../src/transitions.ts";
import { newRun } from "../new-run.ts";
import { kill, startFixture } from "../processes.ts";
import { commitTheirs, inode, KEPT, putFile, record, repositoryWithLedger } from "./kept-repository.ts";
import { countRuns, NAME } from "./left-with-log.ts";

type Act = (root: string) => unknown;

const switchTo: Act = (root) => gitIn(root, "checkout", "--quiet", "theirs");
const switchBack: Act = (root) => gitIn(root, "checkout", "--quiet", "main");
const pull: Act = (root) => gitIn(root, "merge", "--quiet", "theirs");
const removeFromGit: Act = (root) => gitIn(root, "rm", "--quiet", "--force", NAME);
const remove: Act = (root) => rmSync(join(root, NAME), { recursive: true });

describe.skipIf(process.platform === "win32")("no way of git loses a ledger", () => {
  it.each<[way: string, lose: Act, refused: RegExp, mend: Act, theirs?: Act]>([
    ["a pull that brings one", pull, /git put its own in the place of yours.*git rm -f/, removeFromGit],
    ["a switch to a branch that has one", switchTo, /git put its own/, removeFromGit],
    ["a switch there and back", switchTo, /git put its own/, switchBack],
    [
      "one that is no more in git's index",
      (root) => gitIn(root, "restore", "--worktree", "--source=theirs", "--", NAME),
      /another one stands in the place of yours.*: remove the one that/,
      remove,
    ],
    [
      "one that came by a patch",
      (root) => {
        remove(root);
        const patch = join(root, "patch");
        writeFileSync(patch, gitIn(root, "diff", "--binary", "main", "theirs"));
        gitIn(root, "apply", patch);
      },
      /another one stands/,
      remove,
    ],
    ["an empty file", pull, /git put its own/, removeFromGit, (root) => putFile(join(root, NAME), "")],
    [
      "a file in the place of its folder",
      switchTo,
      /it is gone, and yours.*cannot be put back \(ENOTDIR\): move away/,
      switchBack,
      (root) => putFile(join(root, ".review"), "x"),
    ],
    [
      "a symlink to nothing in the place of its folder",
      switchTo,
      /cannot be put back \(E\w+\): move away/,
      switchBack,
      (root) => symlinkSync("nothing", join(root, ".review")),
    ],
    [
      "a folder in its place",
      switchTo,
      /is not a file \(your ledger is kept in/,
      switchBack,
      (root) => putFile(join(root, NAME, "x"), "x"),
    ],
  ])("%s", async (_, lose, refused, mend, theirs) => {
    const { root, path, kept } = await repositoryWithLedger();
    await commitTheirs(root, theirs);
    lose(root);
    for (const readOnly of [true, false, true]) {
      const refusal: Error = await openLedger(path, { readOnly }).catch((error) => error);
      expect(refusal.message).toMatch(refused);
      expect(refusal.message).toContain(kept);
      expect(existsSync(kept)).toBe(true);
    }
    mend(root);
    const told: string[] = [];
    await (await openLedger(path, { readOnly: true, onPutBack: (as) => told.push(as) })).close();
    expect(told).toEqual([kept]);
    expect(await countRuns(path)).toBe(1);
    expect(inode(kept)).toBe(inode(path));
  });

  it.each<[way: string, lose: Act]>([
    ["git clean -fdx", (root) => gitIn(root, "clean", "--quiet", "-fdx")],
    ["git stash --all", (root) => gitIn(root, "stash", "--quiet", "--all")],
    ["rm -rf", (root) => rmSync(join(root, ".review"), { recursive: true })],
  ])("%s: the next command puts it back, be it one that reads", async (_, lose) => {
    for (const readOnly of [true, false]) {
      const { root, path, kept } = await repositoryWithLedger();
      lose(root);
      expect(existsSync(path)).toBe(false);
      expect(ledgerExists(path)).toBe(true);
      expect(await countRuns(path, readOnly)).toBe(1);
      expect(inode(kept)).toBe(inode(path));
      expect(gitIn(root, "status", "--porcelain")).toBe("");
    }
  });

  it("one that its user committed, and got back by a stash", async () => {
    const { root, path } = await repositoryWithLedger();
    gitIn(root, "add", "--force", NAME);
    gitIn(root, "commit", "--quiet", "--message=ledger");
    await record(path);
    gitIn(root, "stash", "--quiet");
    await expect(openLedger(path, { readOnly: true })).rejects.toThrow("git put its own");
    rmSync(path);
    expect(await countRuns(path)).toBe(2);
  });

  it("the log of a killed process comes with it, if it is still there", async () => {
    const { root, path } = await repositoryWithLedger();
    const { child } = await startFixture("half-recorded.mjs", path);
    await kill(child);
    await commitTheirs(root);
    switchTo(root);
    await expect(openLedger(path)).rejects.toThrow("git put its own");
    switchBack(root);
    expect(await countRuns(path)).toBe(2);
  });

  it("one that is in use, and closed before anybody looks: what was recorded is kept", async () => {
    const { root, path } = await repositoryWithLedger();
    const ledger = await openLedger(path);
    await insertRun(ledger, newRun());
    gitIn(root, "clean", "--quiet", "-fdx");
    await ledger.close();
    expect(await countRuns(path)).toBe(2);
  });

  it("one that is in use when git puts its own there: what was recorded is kept", async () => {
    const { root, path } = await repositoryWithLedger();
    await commitTheirs(root);
    const ledger = await openLedger(path);
    await insertRun(ledger, newRun());
    switchTo(root);
    await expect(insertRun(ledger, newRun())).rejects.toThrow("moved or deleted while in use");
    await ledger.close();
    await expect(openLedger(path)).rejects.toThrow("git put its own");
    switchBack(root);
    expect(await countRuns(path)).toBe(2);
  });

  it("one that is in use: what was recorded is kept, and nobody begins another log meanwhile", async () => {
    const { root, path } = await repositoryWithLedger();
    const ledger = await openLedger(path);
    await insertRun(ledger, newRun());
    gitIn(root, "clean", "--quiet", "-fdx");
    await expect(insertRun(ledger, newRun())).rejects.toThrow("moved or deleted while in use");
    await expect(openLedger(path)).rejects.toThrow("was deleted while another process uses it");
    await ledger.close();
    expect(await countRuns(path)).toBe(2);
  });
});

describe.skipIf(process.platform === "win32")("a ledger that its user wants there", () => {
  it("a backup that was moved into its place is kept from then on", async () => {
    const { root, path, kept } = await repositoryWithLedger();
    cpSync(path, join(root, "backup"));
    await record(path);
    renameSync(join(root, "backup"), path);
    expect(await countRuns(path, true)).toBe(1);
    expect(inode(kept)).not.toBe(inode(path));
    expect(await countRuns(path)).toBe(1);
    expect(inode(kept)).toBe(inode(path));
  });

  it("one without the mark is used once the kept one is removed, and kept from then on", async () => {
    const { path, kept } = await repositoryWithLedger();
    const backup = `${path}.backup`;
    new Database(path).exec(`VACUUM INTO '${backup}'`).close();
    renameSync(backup, path);
    const refusal: Error = await openLedger(path).catch((error) => error);
    expect(refusal.message).toContain(`or remove ${kept} to use that one`);
    rmSync(kept);
    // The first one to write checks and marks it.
    for (let times = 0; times < 2; times += 1) expect(await countRuns(path)).toBe(1);
    expect(inode(kept)).toBe(inode(path));
  });

  it("who commits it is not disturbed where none is kept", async () => {
    const { root, path, kept } = await repositoryWithLedger();
    rmSync(kept);
    gitIn(root, "add", "--force", NAME);
    gitIn(root, "commit", "--quiet", "--message=ledger");
    expect(await countRuns(path)).toBe(1);
    rmSync(path);
    gitIn(root, "checkout", "--quiet", NAME);
    expect(await countRuns(path)).toBe(1);
    expect(existsSync(kept)).toBe(false);
  });

  it("a copy of the tree has two files, of which the one in its place wins", async () => {
    const { root } = await repositoryWithLedger();
    const copy = join(scratchFolder(), "copy");
    cpSync(root, copy, { recursive: true });
    const [path, kept] = [join(copy, NAME), join(copy, ".git", KEPT)];
    expect(inode(kept)).not.toBe(inode(path));
    await record(path);
    expect(inode(kept)).toBe(inode(path));
    expect(await countRuns(path)).toBe(2);
  });

  it("so does it in a copy that keeps no modes", async () => {
    const { root } = await repositoryWithLedger();
    const copy = join(scratchFolder(), "copy");
    cpSync(root, copy, { recursive: true });
    const [path, kept] = [join(copy, NAME), join(copy, ".git", KEPT)];
    for (const file of [path, kept]) chmodSync(file, 0o600);
    expect(await countRuns(path, true)).toBe(1);
    await record(path);
    expect(inode(kept)).toBe(inode(path));
    expect(await countRuns(path)).toBe(2);
  });

  it("to begin anew both are removed", async () => {
    const { path, kept } = await repositoryWithLedger();
    rmSync(path);
    rmSync(kept);
    expect(ledgerExists(path)).toBe(false);
    expect(await countRuns(path)).toBe(0);
    expect(inode(kept)).toBe(inode(path));
  });
});

describe.skipIf(process.platform === "win32")("a ledger that was moved", () => {
  it("with its folder is the same one, under its new second name", async () => {
    const { root } = await repositoryWithLedger();
    mkdirSync(join(root, "docs"));
    await record(join(root, "docs", NAME));
    renameSync(join(root, "docs"), join(root, "book"));
    const path = join(root, "book", NAME);
    expect(await countRuns(path, true)).toBe(1);
    expect(await countRuns(path)).toBe(1);
    expect(inode(join(root, ".git/review/book", NAME))).toBe(inode(path));
    expect(existsSync(join(root, ".git/review/docs", NAME))).toBe(false);
  });

  it("out of the repository is neither replaced by a new one nor used under two names", async () => {
    const { root, path, kept } = await repositoryWithLedger();
    const moved = join(scratchFolder(), "l.sqlite");
    linkSync(path, moved);
    rmSync(path);
    await expect(openLedger(moved)).rejects.toThrow("in `review` of the git folder there");
    for (const readOnly of [true, false])
      await expect(openLedger(path, { readOnly })).rejects.toThrow(
        `it is gone, but was not deleted: ${kept} is its second name`,
      );
    expect(existsSync(join(root, NAME))).toBe(false);
    rmSync(kept);
    expect(await countRuns(moved)).toBe(1);
    expect(await countRuns(path)).toBe(0);
  });
});
