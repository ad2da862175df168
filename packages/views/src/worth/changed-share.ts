/** A change is never worth nothing: what a few letters did to a text only a review can tell. */
const LEAST = 0.05;

/** How much of a text is not in the one before, by its lines: from 0.05, of a change that left little behind, to 1, of another text. */
export function changedShare(before: string, after: string): number {
  const known = new Map<string, number>();
  for (const line of before.split("\n")) known.set(line, (known.get(line) ?? 0) + 1);
  let [all, changed] = [0, 0];
  for (const line of after.split("\n")) {
    const left = known.get(line) ?? 0;
    all += line.length;
    if (left > 0) known.set(line, left - 1);
    else changed += line.length;
  }
  return all === 0 ? LEAST : Math.min(Math.max(changed / all, LEAST), 1);
}
