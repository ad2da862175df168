import { type LedgerPaths, seeFile } from "./ledger-files.ts";
import { broughtByGit } from "./tracked-by-git.ts";
import { findUnmarked } from "./unmarked-files.ts";

const WAYS_ON = "remove that, or, if it is your own, mark it by `chmod u-x,g+x`, and run the command again";

/** What is wrong with side files that may not be SQLite's own; undefined where they may be that. */
export function explainForeign(paths: LedgerPaths): string | undefined {
  // The ledger first: it gets its mark last.
  const mode = seeFile(paths.main)?.mode ?? 0;
  const unmarked = findUnmarked(paths);
  if (unmarked.length === 0) return undefined;
  const all = unmarked.map(({ path }) => path);
  const lying = `${all.join(" and ")} ${all.length === 1 ? "lies" : "lie"} beside it`;
  if (unmarked.some((seen) => !seen.isFile || seen.mode !== mode))
    return `${lying}, put there not by SQLite but by something else (git, or a patch), and what that holds would be recorded: ${WAYS_ON}`;
  const { listed, unread } = broughtByGit(all);
  if (listed[0] !== undefined)
    return `git brings ${listed[0]} along, and what it holds would be recorded: remove it by \`git rm -f\` if it is not yours, or keep it by \`git rm --cached\`, and run the command again`;
  if (unread !== undefined)
    return `${lying}, and git may have brought that along, since ${unread} cannot be read: ${WAYS_ON}`;
  return undefined;
}
