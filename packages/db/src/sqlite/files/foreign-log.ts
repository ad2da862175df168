import { LedgerUnavailableError } from "../../errors.ts";
import { findLasting, type LedgerPaths, seeFile, seeSideFile, type Wait } from "./ledger-files.ts";
import { isMarked } from "./own-mark.ts";
import { broughtByGit } from "./tracked-by-git.ts";

const WAYS_ON = "remove that, or, if it is your own, mark it by `chmod u-x,g+x`, and run the command again";

/**
 * A pull, or a patch, puts files beside a ledger that is closed, and SQLite would play in whatever they hold. Throws
 * LedgerUnavailableError for a log, its index or a journal that has not the mode of SQLite's own files; where the ledger itself
 * tells nothing by its mode, for one that git brings along, or may bring along.
 */
export async function requireNoForeignLog(paths: LedgerPaths, wait?: Wait): Promise<void> {
  const problem = await findLasting(() => findForeign(paths), wait);
  if (problem !== undefined) throw new LedgerUnavailableError(paths.main, problem);
}

function findForeign(paths: LedgerPaths): string | undefined {
  // The ledger first: it gets its mark last.
  const mode = seeFile(paths.main)?.mode ?? 0;
  const unmarked = [paths.wal, paths.shm, paths.journal].flatMap((path) => {
    const seen = seeSideFile(path);
    return seen && !isMarked(seen.mode) ? [{ path, ...seen }] : [];
  });
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
