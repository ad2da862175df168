/** How a check can print what it finds. */
export const CHECK_OUTPUTS = ["text", "sarif", "rdjson", "rdjsonl", "eslint-json"] as const;
export type CheckOutput = (typeof CHECK_OUTPUTS)[number];

/** Stands in a `check` for the path of the note. */
const ONE_NOTE = "{note}";
/** Stands in a `check` for the paths of all notes that one process is to look at. */
const MANY_NOTES = "{notes}";

/** Why the words of a `check` name its notes in no way that is understood; undefined if they do. */
export function findPlaceholderProblem(words: readonly string[]): string | undefined {
  const [program, ...args] = words;
  if (program === ONE_NOTE || program === MANY_NOTES) return `begins with ${program}: name the program first`;
  if (args.some((word) => word !== MANY_NOTES && word.includes(MANY_NOTES)))
    return `has ${MANY_NOTES} within a word: it stands for several words, and must be one of its own`;
  const count = (asked: string) => args.filter((word) => word === asked).length;
  if (count(MANY_NOTES) > 1) return `has ${MANY_NOTES} twice`;
  if (count(MANY_NOTES) > 0 && count(ONE_NOTE) > 0)
    return `has both ${ONE_NOTE} and ${MANY_NOTES}: one process looks at one note, or at many`;
  return undefined;
}

/** Whether one process of a check looks at many notes. */
export function takesManyNotes(check: readonly string[]): boolean {
  return check.includes(MANY_NOTES);
}

/** The command of a check for some notes, word by word; a check that takes one note is given one. */
export function checkCommand(check: readonly string[], notePaths: readonly string[]): string[] {
  // With `./`, a note whose name begins with a dash is no option.
  const paths = notePaths.map((path) => `./${path}`);
  const hasPlaceholder = check.includes(ONE_NOTE) || takesManyNotes(check);
  if (!hasPlaceholder) return [...check, ...paths];
  return check.flatMap((word) => (word === ONE_NOTE || word === MANY_NOTES ? paths : [word]));
}
