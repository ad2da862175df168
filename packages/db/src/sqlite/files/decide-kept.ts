/**
 * What has the second name of a ledger: nothing; what may not be touched; the very file of the ledger; another file, with no name but
 * that one; or another file that has a name elsewhere, too.
 */
export type Kept = "nothing" | "untouchable" | "same" | "lost" | "moved";

/**
 * What is done: `keep` gives a ledger that is to be written to its second name, in the place of what has it; `keep-copy` does so if that is the
 * same byte by byte, and else refuses it, as the last two do.
 */
export type KeptAct = "nothing" | "keep" | "put-back" | "keep-copy" | "refuse-moved" | "refuse-of-git";

export interface KeptQuestion {
  /** What has the ledger's own name. */
  current: { isMarked: boolean; isEmpty: boolean } | undefined;
  kept: Kept;
  isWriting: boolean;
  /** Asked only where it matters, since an index may be long. */
  isBroughtByGit(): boolean;
}

/**
 * What is done about a ledger and its second name. A file with our mark is one that its user recorded into, or put there. Of
 * any other one that stands in the place of a kept one nothing says that its user wants it there; nor of one without content, which a
 * command has just made, perhaps while git deleted the one that was there.
 */
export function decideKept({ current, kept, isWriting, isBroughtByGit }: KeptQuestion): KeptAct {
  if (kept === "untouchable" || kept === "same") return "nothing";
  if (!current) return OF_MISSING[kept];
  const keep = isWriting ? "keep" : "nothing";
  // Who commits a ledger on purpose has the one that git brings.
  if (kept === "nothing") return isWriting && current.isMarked && !isBroughtByGit() ? keep : "nothing";
  if (current.isMarked && !current.isEmpty) return keep;
  // A copy of the tree by somebody whose umask takes the mark away has the same twice.
  return isBroughtByGit() ? "refuse-of-git" : "keep-copy";
}

const OF_MISSING = { nothing: "nothing", lost: "put-back", moved: "refuse-moved" } as const;
