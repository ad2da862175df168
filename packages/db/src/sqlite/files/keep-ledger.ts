import { linkSync, mkdirSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { LedgerUnavailableError } from "../../errors.ts";
import { errorCode, failureReason } from "../../guards.ts";
import { decideKept, type Kept } from "./decide-kept.ts";
import { seeName } from "./git-folder.ts";
import { haveSameBytes } from "./have-same-bytes.ts";
import { type KeptPlace, keptPlace, namesOfKept, seeKept } from "./kept-place.ts";
import { makeLedgerFolder, requireFolderAbove } from "./ledger-file.ts";
import { isLogFilled, ledgerPaths, type SeenFile, seeFile, seeFiles } from "./ledger-files.ts";
import { isMarked } from "./own-mark.ts";
import { isBroughtByGit } from "./tracked-by-git.ts";

interface KeepOptions {
  isWriting: boolean;
  /** Told of a ledger that was put back, and by which name it was kept. */
  onPutBack?: ((keptAs: string) => void) | undefined;
}

/**
 * Sees to it that no ledger is opened in the place of another one that is kept by its second name, and that one which is to be written
 * to has such a name, if it lies in a work tree, is our own and does not come along with git. Puts a missing one back. Throws
 * LedgerUnavailableError where that cannot be done, where another one stands in its place that its user did not put there, and where
 * it was moved away. No name is given where that cannot be: on another file system, on one without links, in a git folder that may not be
 * written to.
 */
export function keepLedger(path: string, { isWriting, onPutBack }: KeepOptions): void {
  const place = keptPlace(path);
  if (!place) return;
  const { current, kept } = look(path, place);
  const act = decideKept({
    current: current && { isMarked: isMarked(current.mode), isEmpty: current.bytes === 0n },
    kept,
    isWriting,
    isBroughtByGit: () => isBroughtByGit(path),
    isCopy: () => haveSameBytes(path, place.file),
  });
  if (act === "nothing") return;
  if (act === "put-back") putBack(path, place, onPutBack);
  else if (act !== "keep") throw new LedgerUnavailableError(path, REFUSALS[act](place.file));
  else if (current) giveNameIfPossible(path, current, place);
}

/** Both as they stand at one moment: another process may just be making or putting back the ledger. */
function look(path: string, place: KeptPlace): { current: SeenFile | undefined; kept: Kept } {
  for (;;) {
    const current = seeFile(path);
    const kept = seeKept(place, current?.identity);
    if (seeFile(path)?.identity === current?.identity) return { current, kept };
  }
}

const REFUSALS = {
  "refuse-moved": (kept: string) =>
    `it is gone, but was not deleted: ${kept} is its second name, and it has one more; move it back, or remove ${kept} to begin anew`,
  "refuse-of-git": (kept: string) =>
    `git put its own in the place of yours, which is kept in ${kept}: remove git's by \`git rm -f\`, and the next command puts yours back, or remove ${kept} to use git's`,
  "refuse-other": (kept: string) =>
    `another one stands in the place of yours, which is kept in ${kept}: remove the one that stands there, and the next command puts yours back, or remove ${kept} to use that one`,
};

function giveNameIfPossible(path: string, current: SeenFile, place: KeptPlace): void {
  const paths = ledgerPaths(path);
  // A name more is a change of the file, which would be newer than its log then: the next command gives it.
  if (isLogFilled(seeFiles(paths))) return;
  try {
    giveName(paths.real, current, place);
  } catch (error) {
    if (!IMPOSSIBLE.includes(errorCode(error) ?? "")) throw error;
  }
}

/** Another file system, one without links or with room for no more, a git folder that may not be written to, a name that is taken, or another process that does the same. */
const IMPOSSIBLE = [
  ...["EXDEV", "EPERM", "EACCES", "EROFS", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EINVAL", "UNKNOWN"],
  ...["ENOSPC", "EDQUOT", "ENAMETOOLONG", "ENOTDIR", "EISDIR", "EEXIST", "ENOENT", "EBUSY", "EIO"],
];

function giveName(real: string, { identity, links }: SeenFile, place: KeptPlace): void {
  const { file, git } = place;
  const owner = seeName(git.path)?.uid;
  // In what has no HEAD git sees no repository.
  if (seeName(real)?.uid !== owner || !seeName(join(git.path, "HEAD"))) return;
  if (!makeFolders(place, owner)) return;
  const isKept = () => seeKept(place, identity) === "same";
  const [earlier] = links > 1n ? namesOfKept(place, identity) : [];
  if (earlier !== undefined) {
    renameSync(earlier, file);
  } else if (seeName(file) === undefined) {
    linkSync(real, file);
    // Git may have put its own there just now.
    if (!isKept()) rmSync(file);
  } else {
    const unfinished = `${file}.new`;
    rmSync(unfinished, { force: true });
    linkSync(real, unfinished);
    const isOurs = seeKept({ ...place, file: unfinished }, identity) === "same";
    if (isOurs) renameSync(unfinished, file);
    // Where another process was faster, both are names of one file, and renaming does nothing.
    rmSync(unfinished, { force: true });
  }
}

/** Whether there are folders for the second name that belong to whom the git folder belongs to. */
function makeFolders({ git, file }: KeptPlace, owner: bigint | undefined): boolean {
  let at = git.path;
  for (const name of relative(git.path, dirname(file)).split(sep)) {
    at = join(at, name);
    const isNew = makeFolder(at);
    const seen = seeName(at);
    if (seen?.isDirectory() && seen.uid === owner) continue;
    if (isNew) rmdirSync(at);
    return false;
  }
  return true;
}

function makeFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

const IN_THE_WAY = ["EEXIST", "ENOTDIR", "ELOOP"];

function putBack(path: string, place: KeptPlace, onPutBack: ((keptAs: string) => void) | undefined): void {
  requireFolderAbove(path);
  try {
    makeLedgerFolder(path);
    linkSync(place.file, path);
  } catch (error) {
    // Another process was faster.
    const there = errorCode(error) === "EEXIST" ? seeFile(path) : undefined;
    if (there && seeKept(place, there.identity) === "same") return;
    const code = failureReason(error);
    const way = IN_THE_WAY.includes(code)
      ? "move away what stands in its place"
      : "run a command where both folders may be written to, outside of a sandbox";
    const reason = `it is gone, and yours, which is kept in ${place.file}, cannot be put back (${code}): ${way}`;
    throw new LedgerUnavailableError(path, reason, { cause: error });
  }
  onPutBack?.(place.file);
}
