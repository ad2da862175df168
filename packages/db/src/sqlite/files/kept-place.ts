import { type Dirent, readdirSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { LedgerUnavailableError } from "../../errors.ts";
import { errorCode, failureReason } from "../../guards.ts";
import type { Kept } from "./decide-kept.ts";
import { type GitFolder, gitFolderAbove, seeName } from "./git-folder.ts";
import type { SeenFile } from "./ledger-files.ts";

// Git takes a ledger for expendable, since `.review/.gitignore` has it ignore it: a pull that brings a file of its name, and
// `git clean -x`, lose it. Nothing of git touches what it does not know in its own folder. The ledger cannot lie there, since
// sandboxes of agents let nobody write there; but a second name of it (a hard link) can, and costs nothing.

/** Where a ledger has its second name. */
export interface KeptPlace {
  git: GitFolder;
  /** Of all second names of the work tree. */
  folder: string;
  file: string;
}

/**
 * Where the ledger at a path has its second name: at its path in the work tree, below `review` in the git folder. Undefined outside
 * of a work tree, and in a git folder. A symlink on the way that is given is not followed.
 */
export function keptPlace(path: string, link?: string): KeptPlace | undefined {
  const from = link === undefined ? path : dirname(link);
  const real = join(realPlace(from), relative(from, path));
  const git = gitFolderAbove(link === undefined ? dirname(real) : realPlace(from));
  if (!git) return undefined;
  const name = relative(git.root, real);
  if (/^\.git(?:[\\/]|$)/i.test(name)) return undefined;
  const folder = join(git.path, "review");
  return { git, folder, file: join(folder, name) };
}

/** The real path of a file that may be missing, as may its folder. */
function realPlace(path: string): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    const above = dirname(path);
    if (above === path) throw error;
    return join(realPlace(above), basename(path));
  }
}

/** What has the second name of a ledger, of which the device and inode are given if it is there. */
export function seeKept({ git, file }: KeptPlace, identity: string | undefined): Kept {
  const seen = seeOwn(git, file);
  if (seen === undefined) return git.isCertain ? "nothing" : "untouchable";
  if (seen === "foreign" || !seen.isFile) return "untouchable";
  if (seen.identity === identity) return "same";
  if (!git.isCertain) return "untouchable";
  return seen.links > 1n ? "moved" : "lost";
}

interface Own {
  identity: string;
  isFile: boolean;
  links: bigint;
}

/**
 * What has a name in a git folder, if folders lead there that all belong to whom the git folder belongs to, as that itself does: an archive may
 * hold a symlink in the place of each.
 */
function seeOwn(git: GitFolder, file: string): Own | "foreign" | undefined {
  try {
    const top = seeName(git.path);
    if (!top?.isDirectory()) return "foreign";
    let at = git.path;
    let seen = top;
    for (const name of relative(git.path, file).split(sep)) {
      if (!seen.isDirectory()) return "foreign";
      at = join(at, name);
      const next = seeName(at);
      if (!next) return undefined;
      if (next.uid !== top.uid) return "foreign";
      seen = next;
    }
    return {
      identity: `${seen.dev}:${seen.ino}`,
      isFile: seen.isFile(),
      links: seen.nlink,
    };
  } catch (error) {
    if (["EACCES", "EPERM", "ELOOP", "ENAMETOOLONG"].includes(errorCode(error) ?? "")) return "foreign";
    throw error;
  }
}

/**
 * All names of a file among the second names of a work tree: also those from before it was moved, and those of killed processes. Throws
 * LedgerUnavailableError where they cannot be listed.
 */
export function namesOfKept({ git, folder, file: ledger }: KeptPlace, identity: string): string[] {
  const seen = seeOwn(git, folder);
  if (seen === undefined || seen === "foreign") return [];
  return listBelow(folder, ledger)
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const own = seeOwn(git, file);
      return typeof own === "object" && own.identity === identity;
    });
}

function listBelow(folder: string, ledger: string): Dirent[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    const code = failureReason(error);
    const reason = `${folder}, where ledgers have their second names, cannot be listed (${code}): mend the permissions or the owner of that folder and of those in it`;
    throw new LedgerUnavailableError(ledger, reason, { cause: error });
  }
}

/**
 * Whether a ledger has a name beside its own and those in the git folder, by which nobody opens it: under each name SQLite would have
 * a log of its own.
 */
export function hasForeignName(path: string, seen: SeenFile | undefined): boolean {
  if (seen === undefined || seen.links === 1n) return false;
  const { identity, links } = seen;
  const place = keptPlace(path);
  if (!place) return true;
  if (links === 2n && seeKept(place, identity) === "same") return false;
  return BigInt(namesOfKept(place, identity).length) !== links - 1n;
}

/** Whether another file than that of a ledger has its second name. */
export const isOther = (kept: Kept): boolean => ["lost", "moved"].includes(kept);
