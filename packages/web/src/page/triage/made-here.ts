import type { Decided } from "../../api/page-action.ts";

const KEPT = "review-made";
/** More than these nobody takes back one by one. */
const MOST = 500;

/** What was decided in this tab, so that it can be taken back also after the page was loaded again. */
export const readMade = (): readonly Decided[] => JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");

export function writeMade(made: readonly Decided[]): void {
  sessionStorage.setItem(KEPT, JSON.stringify(made.slice(-MOST)));
}
