import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { gitIn } from "@review/test-kit/git-in.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";
import { openLedger } from "../../src/open-ledger.ts";
import { secondName } from "../../src/second-name.ts";
import { gitFolderAbove } from "../../src/sqlite/files/git-folder.ts";
import { finish, startFixture } from "../processes.ts";
import { inode, KEPT, newRepository, putFile, record, repositoryWithLedger } from "./kept-repository.ts";
import { countRuns, NAME } from "./left-with-log.ts";

const linksOf = (path: string) => lstatSync(path).nlink;

describe.skipIf(process.platform === "win32")("the second name of a ledger", () => {
  it("is made by the first that writes, for its owner alone, and costs no file more", async () => {
    const { root, path, kept } = await repositoryWithLedger();
    expect(inode(kept)).toBe(inode(path));
    expect(linksOf(path)).toBe(2);
    expect(lstatSync(join(root, ".git/review")).mode & 0o777).toBe(0o700);
    expect(secondName(path)).toEqual({ path: kept, has: "same" });
    expect(gitIn(root, "status", "--porcelain")).toBe("");
    gitIn(root, "fsck", "--strict");
  });

  it("is made for one from before there were any, and by no command that only reads", async () => {
    const { path, kept } = await repositoryWithLedger();
    rmSync(kept);
    expect(await countRuns(path, true)).toBe(1);
    expect(secondName(path)).toEqual({ path: kept, has: "nothing" });
    expect(await countRuns(path)).toBe(1);
    expect(secondName(path)).toEqual({ path: kept, has: "same" });
  });

  it("leaves a branch of such a name as it is", async () => {
    const { root } = await repositoryWithLedger();
    gitIn(root, "branch", "review");
    gitIn(root, "checkout", "--quiet", "review");
    expect(gitIn(root, "rev-parse", "--abbrev-ref", "HEAD")).toBe("review\n");
  });

  it("is not made outside of a work tree", async () => {
    const path = join(scratchFolder(), NAME);
    await record(path);
    expect(linksOf(path)).toBe(1);
    expect(secondName(path)).toBeUndefined();
  });

  it("is not made in a git folder, nor for what is there", async () => {
    const { root, path, kept } = await repositoryWithLedger();
    const inGit = join(root, ".git/own/l.sqlite");
    await record(inGit);
    expect(linksOf(inGit)).toBe(1);
    await expect(openLedger(kept)).rejects.toThrow("it has another name (a hard link)");
    expect(await countRuns(path)).toBe(1);
  });

  it("is one of two, and no third one is used", async () => {
    const { path } = await repositoryWithLedger();
    linkSync(path, `${path}.other`);
    for (const each of [path, `${path}.other`])
      await expect(openLedger(each)).rejects.toThrow("it has another name (a hard link)");
    rmSync(`${path}.other`);
    expect(await countRuns(path)).toBe(1);
  });

  it("is that of the worktree, in the folder that git keeps for it", async () => {
    const { root } = await repositoryWithLedger();
    const tree = join(scratchFolder(), "tree");
    gitIn(root, "worktree", "add", "--quiet", "-b", "other", tree);
    const path = join(tree, NAME);
    await record(path);
    expect(inode(join(root, ".git/worktrees/tree", KEPT))).toBe(inode(path));
    gitIn(tree, "clean", "--quiet", "-fdx");
    expect(await countRuns(path, true)).toBe(1);
    // Git does not know yet that it was moved.
    renameSync(tree, `${tree}-moved`);
    expect(await countRuns(join(`${tree}-moved`, NAME))).toBe(1);
    gitIn(root, "worktree", "repair", `${tree}-moved`);
    gitIn(root, "worktree", "remove", "--force", `${tree}-moved`);
    expect(existsSync(join(root, ".git/worktrees/tree"))).toBe(false);
  });

  it("is not made in a submodule", async () => {
    const inner = newRepository();
    const root = newRepository();
    gitIn(root, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner, "sub");
    const path = join(root, "sub", NAME);
    await record(path);
    expect(linksOf(path)).toBe(1);
    expect(secondName(path)?.has).toBe("untouchable");
  });

  it("is not made where git sees no repository", async () => {
    const root = scratchFolder();
    mkdirSync(join(root, ".git"));
    await record(join(root, NAME));
    expect(readdirSync(join(root, ".git"))).toEqual([]);
  });

  it("is not made in the place of a folder, and whoever records is not hindered", async () => {
    const root = newRepository();
    mkdirSync(join(root, ".git", KEPT), { recursive: true });
    await record(join(root, NAME));
    expect(linksOf(join(root, NAME))).toBe(1);
  });

  it.skipIf(process.getuid?.() !== 0)("is not made in a git folder of somebody else", async () => {
    const root = newRepository();
    chownSync(join(root, ".git"), 12345, 12345);
    const path = join(root, NAME);
    await record(path);
    expect(existsSync(join(root, ".git/review"))).toBe(false);
    // As by root in the tree of somebody else.
    chownSync(path, 12345, 12345);
    expect(await countRuns(path)).toBe(1);
    expect(existsSync(join(root, ".git/review"))).toBe(false);
  });

  it("is given by a name that a killed process left", async () => {
    const { path, kept } = await repositoryWithLedger();
    renameSync(kept, `${kept}.new`);
    writeFileSync(kept, "of an earlier ledger");
    expect(await countRuns(path, true)).toBe(1);
    expect(await countRuns(path)).toBe(1);
    expect(inode(kept)).toBe(inode(path));
    expect(readdirSync(dirname(kept))).toEqual(["ledger.sqlite"]);
  });
});

describe.skipIf(process.platform === "win32")(
  "many processes may open a ledger that has a second name",
  () => {
    it("four", () => openTogether(4));
    it("sixteen", { tags: ["slow"] }, () => openTogether(16));
  },
);

/** A new one, and then one that all of them find gone. */
async function openTogether(processes: number): Promise<void> {
  const root = newRepository();
  const path = join(root, NAME);
  for (const times of [1, 2]) {
    const started = await Promise.all(
      Array.from({ length: processes }, () => startFixture("insert-run.mjs", path)),
    );
    await Promise.all(started.map(finish));
    expect(inode(join(root, ".git", KEPT))).toBe(inode(path));
    expect(linksOf(path)).toBe(2);
    expect(await countRuns(path)).toBe(times * processes);
    gitIn(root, "clean", "--quiet", "-fdx");
  }
}

describe.skipIf(process.platform === "win32")("an archive leads no second name elsewhere", () => {
  it.each<[what: string, plant: (root: string, elsewhere: string) => void]>([
    ["by a symlink in its place", (root, elsewhere) => symlinkSync(elsewhere, join(root, ".git/review"))],
    [
      "by one further down",
      (root, elsewhere) => {
        mkdirSync(join(root, ".git/review"));
        symlinkSync(elsewhere, join(root, ".git/review/.review"));
      },
    ],
    [
      "by one in the place of the file",
      (root, elsewhere) => {
        mkdirSync(dirname(join(root, ".git", KEPT)), { recursive: true });
        symlinkSync(join(elsewhere, "l.sqlite"), join(root, ".git", KEPT));
      },
    ],
    [
      "by one in the place of the git folder",
      (root, elsewhere) => {
        renameSync(join(root, ".git"), join(elsewhere, "git"));
        symlinkSync(join(elsewhere, "git"), join(root, ".git"));
      },
    ],
    [
      "by a file that names another git folder",
      (root, elsewhere) => {
        renameSync(join(root, ".git"), join(elsewhere, "git"));
        putFile(join(root, ".git"), `gitdir: ${join(elsewhere, "git")}\n`);
      },
    ],
    [
      "by a file that names the folder of another worktree",
      (root, elsewhere) => {
        const tree = join(elsewhere, "tree");
        gitIn(root, "worktree", "add", "--quiet", "-b", "other", tree);
        renameSync(join(root, ".git"), join(elsewhere, "git"));
        putFile(join(root, ".git"), `gitdir: ${join(elsewhere, "git/worktrees/tree")}\n`);
      },
    ],
  ])("%s", async (_, plant) => {
    const root = newRepository();
    const elsewhere = scratchFolder();
    plant(root, elsewhere);
    const before = readdirSync(elsewhere, { recursive: true }).sort();
    const path = join(root, NAME);
    await record(path);
    expect(linksOf(path)).toBe(1);
    expect(secondName(path)?.has).toBe("untouchable");
    expect(readdirSync(elsewhere, { recursive: true }).sort()).toEqual(before);
  });

  it("nor is a ledger put back from there", async () => {
    const { root, path, kept } = await repositoryWithLedger();
    const elsewhere = scratchFolder();
    renameSync(kept, join(elsewhere, "ledger.sqlite"));
    rmSync(dirname(kept), { recursive: true });
    symlinkSync(elsewhere, dirname(kept));
    await expect(openLedger(path)).rejects.toThrow("it has another name (a hard link)");
    rmSync(join(root, ".review"), { recursive: true });
    expect(await countRuns(path)).toBe(0);
    expect(linksOf(join(elsewhere, "ledger.sqlite"))).toBe(1);
  });

  it("a worktree is known by what git keeps, be it by a path that begins in its folder", () => {
    const root = newRepository();
    const tree = join(root, "tree");
    gitIn(root, "worktree", "add", "--quiet", "-b", "other", tree);
    const back = join(root, ".git/worktrees/tree/gitdir");
    expect(readFileSync(back, "utf8")).toBe(`${join(tree, ".git")}\n`);
    expect(gitFolderAbove(tree)).toMatchObject({ root: tree, isCertain: true });
    chmodSync(back, 0o644);
    writeFileSync(back, "../../../tree/.git\n");
    expect(gitFolderAbove(tree)).toMatchObject({ isCertain: true });
    writeFileSync(back, "../../../own\n");
    expect(gitFolderAbove(tree)).toMatchObject({ isCertain: false });
  });
});
