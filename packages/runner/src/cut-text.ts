/** Stands where something of a text is missing. */
export const CUT_MARK = "…";

/** A longer word is cut like any other text. */
const LONGEST_WORD = 2_000;

/**
 * The beginning of a text, at most `limit` characters, with a mark at the end if something is missing. Cuts
 * between words, so that no half of a key is left that nobody recognises as one.
 */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let end = limit;
  while (end > Math.max(0, limit - LONGEST_WORD) && !/[\s"]/.test(text.charAt(end - 1))) end -= 1;
  return `${text.slice(0, end > Math.max(0, limit - LONGEST_WORD) ? end : limit).trimEnd()}${CUT_MARK}`;
}
