import type { Finding, PageEntry } from "@review/views";

/** What an edit of the note has left of the words that a finding quotes; "unknown" where nobody can say. */
export type Left = "all" | "some" | "none" | "unknown";

/**
 * Undefined where the note was not edited since the finding was made. Places are those in the note of now, whose text it is: where the
 * words stood, also if others stand there now.
 */
export function leftByEdit(
  { quotes }: Pick<Finding, "quotes">,
  entry: Pick<PageEntry, "staleReason"> | undefined,
  noteText: string | undefined,
): Left | undefined {
  if (entry?.staleReason !== "note-changed") return undefined;
  const isGone = quotes.every(({ place }) => place === undefined);
  if (quotes.length === 0 || (noteText === undefined && !isGone)) return "unknown";
  const left = quotes.filter(
    ({ text, place }) =>
      place && noteText !== undefined && isSame(text, noteText.slice(place.startOffset, place.endOffset)),
  ).length;
  if (left === quotes.length) return "all";
  return left === 0 ? "none" : "some";
}

/** Whatever their line ends and indentation are. */
const isSame = (a: string, b: string) => a.replace(/\s+/g, " ").trim() === b.replace(/\s+/g, " ").trim();
