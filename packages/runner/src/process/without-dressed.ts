/** What nobody sees between two letters: the soft hyphen, joiners and the like. */
const UNSEEN = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/;
const ALL_UNSEEN = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/g;

/**
 * A text with something in place of each of these values that stands there with what nobody sees between its letters. The longest are to come
 * first. No pattern is made of the values: of a long one it would be too large to be one.
 */
export function withoutDressed(text: string, values: readonly string[], replacement: string): string {
  if (values.length === 0 || !UNSEEN.test(text)) return text;
  const seen: number[] = [];
  for (let at = 0; at < text.length; at += 1) if (!UNSEEN.test(text[at] ?? "")) seen.push(at);
  let bare = text.replaceAll(ALL_UNSEEN, "");
  const found: { from: number; to: number }[] = [];
  for (const value of values) {
    if (value === "" || UNSEEN.test(value)) continue;
    for (let at = bare.indexOf(value); at !== -1; at = bare.indexOf(value, at + value.length))
      found.push({ from: seen[at] ?? 0, to: (seen[at + value.length - 1] ?? 0) + 1 });
    // What is found counts once, and its length stays.
    bare = bare.replaceAll(value, () => "\0".repeat(value.length));
  }
  let kept = "";
  let from = 0;
  for (const each of found.sort((a, b) => a.from - b.from)) {
    kept += text.slice(from, each.from) + replacement;
    from = each.to;
  }
  return kept + text.slice(from);
}
