// No file name is longer on any common file system; it also bounds the cost of the comparison.
const LONGEST_NAME = 255;

/**
 * The known name that was probably meant: the one whose last segment takes the fewest edits, and of several such the
 * one that is nearest as a whole. About a third of the shorter segment (or another share, `tolerance`) may differ,
 * in a short one a single character, or two neighbours that changed places; two that have nothing in common are never near.
 */
export async function findNearestName(
  name: string,
  known: readonly string[],
  tolerance = 1 / 3,
): Promise<string | undefined> {
  const word = lastSegment(name);
  if (known.length === 0 || word.length > LONGEST_NAME) return undefined;
  const { closest, distance } = await import("fastest-levenshtein");
  const nearest = swapped(word, known) ?? closest(word, known.map(lastSegment));
  const edits = distance(word, nearest);
  const allowed = Math.max(1, Math.round(Math.min(word.length, nearest.length) * tolerance));
  if (
    (edits > allowed && swapped(word, [nearest]) === undefined) ||
    edits >= Math.max(word.length, nearest.length)
  )
    return undefined;
  return closest(
    name,
    known.filter((candidate) => lastSegment(candidate) === nearest),
  );
}

/** The last segment of a known name from which a word differs by two neighbours that changed places: two edits, and one slip. */
function swapped(word: string, known: readonly string[]): string | undefined {
  const slips = new Set(
    Array.from(
      { length: Math.max(0, word.length - 1) },
      (_, at) => word.slice(0, at) + (word[at + 1] ?? "") + (word[at] ?? "") + word.slice(at + 2),
    ),
  );
  slips.delete(word);
  return known.map(lastSegment).find((segment) => slips.has(segment));
}

function lastSegment(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1).replace(/\.md$/, "");
}
