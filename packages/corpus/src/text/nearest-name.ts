// No file name is longer on any common file system; it also bounds the cost of the comparison.
const LONGEST_NAME = 255;

/**
 * The known name that was probably meant: one with the same last segment, else the one with the fewest edits, if at
 * most a third of its characters (or another share, `tolerance`) differ. A name without `/` is compared with last
 * segments only.
 */
export async function findNearestName(
  name: string,
  known: readonly string[],
  tolerance = 1 / 3,
): Promise<string | undefined> {
  const sameLastSegment = known.find((candidate) => lastSegment(candidate) === lastSegment(name));
  if (sameLastSegment !== undefined || known.length === 0 || name.length > LONGEST_NAME)
    return sameLastSegment;
  const { closest, distance } = await import("fastest-levenshtein");
  const comparable = name.includes("/") ? [...known] : known.map(lastSegment);
  const word = name.includes("/") ? name : lastSegment(name);
  const nearest = closest(word, comparable);
  return distance(word, nearest) <= nearest.length * tolerance
    ? known[comparable.indexOf(nearest)]
    : undefined;
}

function lastSegment(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1).replace(/\.md$/, "");
}
