import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { openLedger } from "@review/db";
import { gitIn } from "@review/test-kit/git-in.ts";
import { ledgerPath } from "@review/test-kit/ledger-rows.ts";
import { expect, it } from "vitest";
import { makeReviewedBase, nestedJson } from "./reviewed-base.ts";

/** What the doctor says of git and the ledger. */
async function aboutGit(root: string): Promise<string[]> {
  const { diagnoses } = await nestedJson(root, ["doctor"]);
  return (diagnoses as { section: string; level: string; message: string }[])
    .filter(({ section, message }) => section === "Ledger" && message.includes("git "))
    .map(({ level, message }) => `${level}: ${message}`);
}

it("doctor says what becomes of the ledger when git takes it away, and whether git brings it along", async () => {
  const { root } = await makeReviewedBase();
  expect(await aboutGit(root)).toEqual([]);
  gitIn(root, "init", "--quiet");
  const noneYet =
    "note: it has no second name in the git folder, from which it would be put back after a pull or `git clean` that takes it away: ";
  expect(await aboutGit(root)).toEqual([
    `${noneYet}the next command that records gives it one, if that can be made; else keep a backup (docs/backups.md)`,
  ]);
  mkdirSync(join(root, ".git/review"));
  symlinkSync(root, join(root, ".git/review/.review"));
  expect(await aboutGit(root)).toEqual([
    `${noneYet}none is made in this one; keep a backup (docs/backups.md)`,
  ]);
  rmSync(join(root, ".git/review"), { recursive: true });
  await (await openLedger(ledgerPath(root))).close();
  expect(await aboutGit(root)).toEqual([
    `ok: if git takes it away it is put back from ${join(root, ".git/review/.review/ledger.sqlite")}`,
  ]);
  gitIn(root, "add", "--force", ledgerPath(root));
  expect(await aboutGit(root)).toEqual([
    `note: git brings ${ledgerPath(root)} along: whoever changes the repository changes what counts as reviewed; \`git rm --cached\` keeps it to yourself`,
  ]);
});

it.each<[what: string, lay: (git: string) => void]>([
  ["a pipe", (git) => execFileSync("mkfifo", [git])],
  ["a symlink to itself", (git) => symlinkSync(".git", git)],
  ["a symlink to a device", (git) => symlinkSync("/dev/null", git)],
  ["a symlink to a note", (git) => symlinkSync("kb/notes/a.md", git)],
])("doctor ends well where .git is %s, and says nothing of it as a repository", async (_, lay) => {
  const { root } = await makeReviewedBase();
  lay(join(root, ".git"));
  expect((await aboutGit(root)).join()).not.toMatch(/^ok|along/m);
});
