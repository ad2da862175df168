/** The words of a command line, or why it cannot be one. */
export type SplitWords = { words: string[] } | { problem: string };

const NEEDS_SHELL = "needs a shell, and none is used; write a list of words, or call a script";

/**
 * Splits a command line into words as a POSIX shell does, quotes and backslashes honoured, and does nothing else a
 * shell does: pipes, redirections, `;`, `&`, several lines, backquotes and `$` expansions are a problem, not text.
 * Globs and `~` stay as written.
 */
export function splitWords(line: string): SplitWords {
  const words: string[] = [];
  let word: string | undefined;
  const text = line.replace(/^\n+|(?<!\n)\n+$/g, "");
  for (let at = 0; at < text.length; ) {
    const token = readToken(text, at);
    if ("problem" in token) return token;
    at = token.end;
    if (token.text !== undefined) {
      word = (word ?? "") + token.text;
    } else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  if (word !== undefined) words.push(word);
  return words.length === 0 ? { problem: "is empty" } : { words };
}

// `text` belongs to a word; space between words has none.
type Token = { end: number; text?: string } | { problem: string };

const SPACE = /[ \t]+/y;
const BARE = /(?:[^ \t\n'"\\`$|&;<>]|\$(?![\w({?@*#!$-]))+/y;
const ESCAPED = /\\([^\n])/y;
const SINGLE_QUOTED = /'([^']*)'/y;
// A shell expands ` and $ in double quotes too.
const DOUBLE_QUOTED_START = /"((?:[^"\\`$]|\$(?![\w({?@*#!$-])|\\[\s\S])*)/y;

function readToken(line: string, at: number): Token {
  const space = matchAt(SPACE, line, at);
  if (space !== null) return { end: at + space[0].length };
  const plain = matchAt(BARE, line, at) ?? matchAt(ESCAPED, line, at) ?? matchAt(SINGLE_QUOTED, line, at);
  if (plain !== null) return { end: at + plain[0].length, text: plain[1] ?? plain[0] };
  const quoted = matchAt(DOUBLE_QUOTED_START, line, at);
  const end = at + (quoted?.[0].length ?? 0);
  if (quoted !== null && line[end] === '"') return { end: end + 1, text: unescapeQuoted(quoted[1] ?? "") };
  return describeStop(line[end]);
}

function matchAt(pattern: RegExp, line: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(line);
}

// In double quotes a backslash escapes only what would be special there, and joins lines.
function unescapeQuoted(text: string): string {
  return text.replace(/\\(?:\n|([\\"`$]))/g, "$1");
}

function describeStop(character: string | undefined): Token {
  if (character === undefined || character === "'") return { problem: "has a quote that is not closed" };
  if (character === "\\") return { problem: "ends in a backslash" };
  return { problem: `has ${character === "\n" ? "several lines" : character}, which ${NEEDS_SHELL}` };
}
