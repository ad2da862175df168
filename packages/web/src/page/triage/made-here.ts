import type { Decided } from "../../api/page-action.ts";

/** A decision of this tab. */
export interface MadeHere extends Decided {
  /** The key of the finding that was looked at. */
  at?: string;
}

const KEPT = "review-made";
/** More than these nobody takes back one by one. */
const MOST = 500;

/** What was decided in this tab, so that it can be taken back also after the page was loaded again. */
export const readMade = (): readonly MadeHere[] => JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");

export function writeMade(made: readonly MadeHere[]): void {
  sessionStorage.setItem(KEPT, JSON.stringify(made.slice(-MOST)));
}
