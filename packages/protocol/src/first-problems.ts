/** Problems beyond this many are counted, not listed: one mistake may be the cause of them all. */
const MAX_PROBLEMS = 5;

/** What the first of some problems say, a sentence each, and how many there are beyond them. */
export function firstProblems(problems: readonly { readonly message: string }[]): string[] {
  const sentences = problems.slice(0, MAX_PROBLEMS).map(({ message }) => message);
  const more = problems.length - MAX_PROBLEMS;
  return more > 0 ? [...sentences, `and ${more} more problem${more === 1 ? "" : "s"}`] : sentences;
}
