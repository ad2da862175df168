import { linkSync, mkdirSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { errorCode } from "../../guards.ts";
import { seeName } from "./git-folder.ts";
import { type KeptPlace, namesOfKept, seeKept } from "./kept-place.ts";
import { isLogFilled, ledgerPaths, type SeenFile, seeFiles } from "./ledger-files.ts";

/**
 * Gives a ledger its second name, in the place of what has it. Does nothing where that cannot be: on another file system, on one
 * without links, in a git folder that may not be written to.
 */
export function giveSecondName(path: string, current: SeenFile, place: KeptPlace): void {
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
