// Git folders of an archive, which lead the second name of a ledger out of the repository.
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** @type {readonly import("./trust-repositories.mjs").Repository[]} */
export const strangeGitFolders = [
  {
    name: "a second name of its ledger that leads out",
    plant: ({ root, outside }) => symlinkSync(outside, join(root, ".git/review")),
  },
  {
    name: "a git folder that is somewhere else",
    isWithoutGit: true,
    plant: ({ root, outside }) => {
      const git = join(outside, "git");
      mkdirSync(git);
      writeFileSync(join(git, "HEAD"), "ref: refs/heads/main\n");
      writeFileSync(join(root, ".git"), `gitdir: ${git}\n`);
    },
  },
];
