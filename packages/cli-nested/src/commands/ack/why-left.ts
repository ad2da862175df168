import type { WhyLeftOut } from "@review/views";

const WORDS: Readonly<Record<WhyLeftOut, string>> = {
  "missing-review": "never reviewed",
  reopened: "reopened",
  "gate-changed": "of a gate that changed",
  "note-changed": "whose note changed",
  "both-changed": "whose note changed as well",
  checked: "of a gate with a check",
  "watches-nothing": "of a gate that does not say what it watches",
  "watched-changed": "in which a watched part changed",
  untold: "of which nobody can tell which parts changed",
  "without-review": "accepted without a review",
};

/** How many of the pairs that are left are so for which reason; `rest` is said of those of which the selection gave none. */
export function describeWhyLeft(
  all: number,
  left: ReadonlyMap<WhyLeftOut, number>,
  rest = "changed meanwhile",
): string {
  const known = [...left].map(([why, pairs]) => ({ pairs, words: WORDS[why] }));
  const others = all - known.reduce((sum, { pairs }) => sum + pairs, 0);
  return [...known, ...(others > 0 ? [{ pairs: others, words: rest }] : [])]
    .map(({ pairs, words }) => `${pairs} ${words}`)
    .join(", ");
}
