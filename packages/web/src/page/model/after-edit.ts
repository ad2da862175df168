import type { Finding, PageEntry } from "@review/views";

/** What an edit of the note has left of the words that a finding quotes; "unknown" where it quotes none. */
export type Left = "all" | "some" | "none" | "unknown";

/** Undefined where the note was not edited since the finding was made. */
export function leftByEdit(
  { quotes }: Pick<Finding, "quotes">,
  entry: Partial<Pick<PageEntry, "staleReason">> | undefined,
): Left | undefined {
  if (entry?.staleReason !== "note-changed") return undefined;
  if (quotes.length === 0) return "unknown";
  const gone = quotes.filter(({ isGone }) => isGone).length;
  if (gone === 0) return "all";
  return gone === quotes.length ? "none" : "some";
}
