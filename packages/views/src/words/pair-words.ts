import type { NotAsked } from "../asked-verdicts.ts";
import type { PageEntry, PagePair } from "../page/page-document.ts";

const WORDS: Readonly<Record<PagePair["state"], string>> = {
  fresh: "fresh",
  "missing-review": "never reviewed",
  "note-changed": "stale: the note changed",
  "gate-changed": "stale: the gate changed",
  reopened: "stale: the acceptance was taken back",
  "unknown-scope": "not known whether the gate applies",
};

/** How a pair stands, as people say it. */
export const describePairState = (state: PagePair["state"]): string => WORDS[state];

/** Why what was found may not be there any more. */
export const describeOutdated = (reason: NonNullable<PageEntry["staleReason"]>): string => OUTDATED[reason];

const OUTDATED: Readonly<Record<NonNullable<PageEntry["staleReason"]>, string>> = {
  reopened: "the acceptance was taken back",
  "note-changed": "the note changed since",
  "gate-changed": "the gate changed since",
};

/** Which pairs are left out of what is to be mended, as people say it: `2 pairs` and one of these. */
export const LEFT_OUT_WORDS: Readonly<Record<keyof NotAsked, string>> = {
  gateChanged: "whose gate changed since",
  gateGone: "whose gate is gone or broken",
  noteGone: "whose note is gone or broken",
  carriedOver: "carried over to another name, under which it counts",
  notApplicable: "to which the gate applies no longer",
};
