import { ACCEPTABLE_DECISIONS, type LastDecision } from "@review/db";
import { checkFields } from "@review/db/check-fields";
import { isDecidedAfter } from "@review/db/guards";
import { type AttestedEntry, isTakenBack, type TakenBackEntry } from "./attested-entry.ts";

// Asked for each of thousands of entries.
const ENTRY = { at: "name" } as const;
const KNOWN = { last: "object?", now: "text" } as const;
const LAST = { kind: "text", at: "text" } as const;

/**
 * Whether an entry of the lock says more of its versions than a ledger knows: nothing was ever decided about them here; or the entry
 * is later, and what was decided here came from the lock, too, or took back what was accepted, or was milder. Else a review or a decision of one's own is
 * left alone, but by an entry that takes it back later: then the pair is to be looked at again. So nothing that counts for all the others is carried
 * past an edit or a rename as what it was before. A time to come is later than nothing.
 */
export function saysMore(
  entry: Pick<AttestedEntry, "at" | "decision"> | Pick<TakenBackEntry, "at" | "remark">,
  last: LastDecision | undefined,
  now: string,
): boolean {
  checkFields(entry, "entry", ENTRY);
  checkFields({ last, now }, "saysMore", KNOWN);
  if (last) checkFields(last, "last", LAST);
  const isLater = last !== undefined && isDecidedAfter(entry.at, last.at, now);
  if (isTakenBack(entry as TakenBackEntry)) {
    return isLater && last.kind !== "withdrawn" && last.reviewId !== undefined;
  }
  if (last === undefined) return true;
  const isOfOthers = last.kind === "attested" || last.kind === "withdrawn";
  const { decision } = entry as Pick<AttestedEntry, "decision">;
  return isLater && (isOfOthers || isWorse(decision, last.decision));
}

const RANKS: readonly string[] = ACCEPTABLE_DECISIONS;

/** Whether a decision is worse than another one; not of what is no verdict, nor than that. */
const isWorse = (decision: string, than: string | undefined): boolean =>
  than !== undefined && RANKS.includes(than) && RANKS.indexOf(decision) > RANKS.indexOf(than);
