import type { FixEntry } from "../fix-queue-document.ts";
import type { PagePair } from "../page/page-document.ts";

const WORDS: Readonly<Record<PagePair["state"], string>> = {
  fresh: "fresh",
  "missing-review": "never reviewed",
  "note-changed": "stale: the note changed",
  "gate-changed": "stale: the gate changed",
  reopened: "stale: reopened",
  "unknown-scope": "not known whether the gate applies",
};

/** How a pair stands, as people say it. */
export const describePairState = (state: PagePair["state"]): string => WORDS[state];

/** Why what was found may not be there any more. */
export const describeOutdated = (reason: NonNullable<FixEntry["staleReason"]>): string =>
  reason === "reopened" ? "reopened" : "the note changed since";
