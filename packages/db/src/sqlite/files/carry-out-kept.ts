import { linkSync } from "node:fs";
import { LedgerUnavailableError } from "../../errors.ts";
import { errorCode, failureReason } from "../../guards.ts";
import { decideKept, type Kept } from "./decide-kept.ts";
import { giveSecondName } from "./give-second-name.ts";
import { haveSameBytes } from "./have-same-bytes.ts";
import { isOther, type KeptPlace, keptPlace, seeKept } from "./kept-place.ts";
import { makeLedgerFolder, requireFolderAbove } from "./ledger-file.ts";
import { type SeenFile, seeFile } from "./ledger-files.ts";
import { isMarked } from "./own-mark.ts";
import { isBroughtByGit } from "./tracked-by-git.ts";

interface ToDecide {
  path: string;
  place: KeptPlace;
  current: SeenFile | undefined;
  kept: Kept;
  isWriting: boolean;
  onPutBack?: ((keptAs: string) => void) | undefined;
}

/** Decides what to do about a ledger and its second name, and does it. Throws LedgerUnavailableError as `keepLedger` does. */
export function carryOut({ path, place, current, kept, isWriting, onPutBack }: ToDecide): void {
  const act = decideKept({
    current: current && { isMarked: isMarked(current.mode), isEmpty: current.bytes === 0n },
    kept,
    isWriting,
    isBroughtByGit: () => isBroughtByGit(path),
  });
  if (act === "nothing") return;
  if (act === "put-back") {
    putBack(path, place, onPutBack);
    return;
  }
  const isKept = act === "keep" || (act === "keep-copy" && haveSameBytes(path, place.file));
  if (!isKept) throw new LedgerUnavailableError(path, REFUSALS[act](place.file));
  if (isWriting && current) giveSecondName(path, current, place);
}

const REFUSALS = {
  "refuse-moved": (kept: string) =>
    `it is gone, but was not deleted: ${kept} is its second name, and it has one more; move it back, or remove ${kept} to begin anew`,
  "refuse-of-git": (kept: string) =>
    `git put its own in the place of yours, which is kept in ${kept}: remove git's by \`git rm -f\`, and the next command puts yours back, or remove ${kept} to use git's`,
  "keep-copy": (kept: string) =>
    `another one stands in the place of yours, which is kept in ${kept}: remove the one that stands there, and the next command puts yours back, or remove ${kept} to use that one`,
};

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

/** What an error says of a ledger that is kept while something stands in its place; nothing where none is kept. */
export function keptElsewhere(path: string, link?: string): string {
  const place = keptPlace(path, link);
  const isKept = place !== undefined && isOther(seeKept(place, undefined));
  return isKept ? ` (your ledger is kept in ${place.file}, and put back once nothing is there)` : "";
}
