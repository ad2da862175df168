/**
 * What has the second name of a ledger: nothing; what may not be touched; the very file of the ledger; another file, with no name but
 * that one; or another file that has a name elsewhere, too.
 */
export type Kept = "nothing" | "untouchable" | "same" | "lost" | "moved";

/** What is done: `keep` gives the ledger its second name, in the place of what has it; the last three refuse the ledger. */
export type KeptAct = "nothing" | "keep" | "put-back" | "refuse-moved" | "refuse-of-git" | "refuse-other";

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
  const wanted = isWriting && current.isMarked ? "keep" : "nothing";
  // Who commits a ledger on purpose has the one that git brings.
  if (kept === "nothing") return wanted === "keep" && !isBroughtByGit() ? "keep" : "nothing";
  if (current.isMarked && !current.isEmpty) return wanted;
  return isBroughtByGit() ? "refuse-of-git" : "refuse-other";
}

const OF_MISSING = { nothing: "nothing", lost: "put-back", moved: "refuse-moved" } as const;
