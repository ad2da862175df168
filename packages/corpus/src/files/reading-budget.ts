/** The most that is read at once of files that are all kept, in UTF-16 units. Our choice: thousands of times what anybody writes. */
const MOST_TEXT = 64_000_000;
/** The same of their front matter: a parser takes 5 s for a million. */
const MOST_FRONT_MATTER = 500_000;

/** What was read so far of files of one kind, and whether the next one may be. */
export interface ReadingBudget {
  /** Why no more is read; undefined while it is. */
  exhausted(): string | undefined;
  spend(read: { text: string; body: string }): void;
}

/** For files that are called so, e.g. `gates`. */
export function readingBudget(
  kind: string,
  { text = MOST_TEXT, frontMatter = MOST_FRONT_MATTER } = {},
): ReadingBudget {
  const left = { text, frontMatter };
  return {
    exhausted() {
      if (left.text <= 0)
        return `is not read: the ${kind} before it have ${text / 1e6} MB together; make them smaller`;
      if (left.frontMatter > 0) return undefined;
      return `is not read: the front matter of the ${kind} before it has ${frontMatter / 1e3} kB together; make it smaller`;
    },
    spend(read) {
      left.text -= read.text.length;
      left.frontMatter -= read.text.length - read.body.length;
    },
  };
}
