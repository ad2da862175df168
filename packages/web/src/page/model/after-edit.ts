import type { Finding, PageEntry } from "@review/views";

/** What an edit of the note has left of the words that a finding quotes; "unknown" where it quotes none. */
export type Left = "all" | "some" | "none" | "unknown";

/**
 * Undefined where the note was not edited since the finding was made, as far as that is known: of what was reopened, as what was accepted and taken
 * back is, only by words that are gone.
 */
export function leftByEdit(
  { quotes }: Pick<Finding, "quotes">,
  entry: Partial<Pick<PageEntry, "staleReason">> | undefined,
): Left | undefined {
  const reason = entry?.staleReason;
  const gone = quotes.filter(({ isGone }) => isGone).length;
  if (reason !== "note-changed" && !(reason === "reopened" && gone > 0)) return undefined;
  if (quotes.length === 0) return "unknown";
  if (gone === 0) return "all";
  return gone === quotes.length ? "none" : "some";
}
