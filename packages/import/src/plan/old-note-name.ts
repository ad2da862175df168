import type { OldNotePath } from "../values/old-note-path.ts";
import type { Repair } from "../values/repairs.ts";
import type { PlanContext } from "./plan-context.ts";

/** Names that say that there was none; the ledger wants one. */
const NO_NOTE = "(the old ledger names no note)";
export const NO_GATE = "(the old ledger names no gate)";

/** The note of an old row under its canonical name. What had to be done is added to `repairs`. */
export function nameNote(notePath: string | null, { noteOf }: PlanContext, repairs: Repair[]): OldNotePath {
  if (!notePath) {
    repairs.push("name-missing");
    return { path: NO_NOTE, isInside: false };
  }
  const named = noteOf(notePath);
  if (!named.isInside) repairs.push("path-outside");
  else if (named.path !== notePath) repairs.push("path-rewritten");
  return named;
}
