// From "---" on the first line, after a byte order mark, to the next line "---", each with or without blanks after it.
const BLOCK = /^\uFEFF?---[ \t]*(?:\r?\n|\r)(?:([\s\S]*?)(?:\r?\n|\r))??---[ \t]*(?:\r?\n|\r|$)/;
const OPENING = /^\uFEFF?---[ \t]*(?:[\r\n]|$)/;

/** The front matter at the beginning of a text: all of it with its two lines `---`, and what stands between them. */
export function findFrontMatter(text: string): { whole: string; inside: string } | undefined {
  const [whole, inside = ""] = BLOCK.exec(text) ?? [];
  return whole === undefined ? undefined : { whole, inside };
}

/** Whether a text begins as front matter does, which may never end. */
export function opensFrontMatter(text: string): boolean {
  return OPENING.test(text);
}

/**
 * A gate's text without its YAML front matter, trimmed. All of it is kept if the front matter never ends or if
 * nothing else is there: a reviewer must be shown something to judge by.
 */
export function stripFrontMatter(text: string): string {
  return text.slice(findFrontMatter(text)?.whole.length).trim() || text.trim();
}
