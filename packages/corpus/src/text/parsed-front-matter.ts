/** What front matter says, as it is written: every value is text, a list or a mapping of such. */
export interface ParsedFrontMatter {
  /** Empty when there is none or it is broken. */
  data: Record<string, unknown>;
  /** Why it cannot be used, with its line in the file. */
  problem?: string | undefined;
}

/** Some things take a parser a time that grows with the square; this many characters take it 0.15 s at most. */
export const LONGEST_STRUCTURED = 16_384;

/** Front matter that cannot be used. */
export const problemOf = (why: string): ParsedFrontMatter => ({ data: {}, problem: `front matter ${why}` });

/** What YAML is that is a text or a list. */
export const NO_KEYS = "is not a list of `key: value` lines";

/** Why front matter is not read whose first line, counted from 1, begins with a fence and is not where, or as, it should be. */
export const notBegunRight = (line: number, fence: string) =>
  line > 1
    ? `is not read, because it begins on line ${line}: move it to the first`
    : `is not read, because its first line is not ${fence.slice(0, 3)} alone: write no more there`;

/** Where an offset within front matter is: its line in the file, of which one is above it, and its column, both 1-based. */
export function placeIn(inside: string, offset: number, linesAbove = 1): string {
  const lines = inside.slice(0, offset).split(/\r?\n|\r/);
  return `line ${lines.length + linesAbove}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

/** Why it cannot be used if it is so long. */
export const tooLong = (longest: number) => `is longer than ${longest} characters: make it shorter`;
