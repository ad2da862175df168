// From "---" on the first line, after a byte order mark, to the next line "---", each with or without blanks after it.
const FRONT_MATTER = /^\uFEFF?---[ \t]*(?:\r?\n|\r)(?:[\s\S]*?(?:\r?\n|\r))??---[ \t]*(?:\r?\n|\r|$)/;

/**
 * A gate's text without its YAML front matter, trimmed. All of it is kept if the front matter never ends or if
 * nothing else is there: a reviewer must be shown something to judge by.
 */
export function stripFrontMatter(text: string): string {
  return text.replace(FRONT_MATTER, "").trim() || text.trim();
}
