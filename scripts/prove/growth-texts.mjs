// Texts that somebody would write who wants a parser to take long, each of any length, and one ordinary note.

/** Repeats a unit up to a length. @param {string} unit */
const full = (unit) => (/** @type {number} */ length) =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

/** So many lines, each of which knows its number. @param {(index: number) => string} line */
const lines = (line) => (/** @type {number} */ length) => {
  const width = line(100_000).length + 1;
  return Array.from({ length: Math.ceil(length / width) }, (_, index) => line(index)).join("\n");
};

/** About the square root of a length: for what grows by becoming both longer and deeper. @param {number} length */
const root = (length) => Math.floor(Math.sqrt(length));

const ORDINARY = `## A heading

Some *words* over [a link](b.md), with \`code\`, and what follows them
goes on for another line of the paragraph.

- one item
- another with **strong** words

| name | value |
| ---- | ----- |
| one  | two   |

\`\`\`sh
ls -l
\`\`\`

`;

/** @type {Record<string, (length: number) => string>} */
export const MARKDOWN = {
  "an ordinary note": full(ORDINARY),
  "links that never end": full("[a]("),
  "links in links": full("[a](b("),
  "images in images": full("!["),
  "link targets in angle brackets": full("[a](<b"),
  "link titles that never end": full('[a](b "'),
  "wikilinks that never end": full("[[a|"),
  "comments of Obsidian that never end": full("%% \n\n[[a]] %"),
  brackets: full("["),
  "brackets over lines": full("](\n["),
  definitions: lines((index) => `[a${index}]: b${index % 7}`),
  "titles of definitions that never end": full("[a]: b '\n"),
  "emphasis that never ends": full("*a_ "),
  "emphasis in emphasis": full("**a *b "),
  "comments that never end": full("<!--"),
  "tags that never end": full("<a "),
  "angle brackets": full("<"),
  "runs of backticks": (length) =>
    Array.from({ length: root(2 * length) }, (_, index) => "`".repeat(index)).join(" "),
  "fences that are none": full("```a`b\n"),
  "open fences": full("```\n"),
  "a long fence": (length) => `${"~".repeat(length >> 1)}\n${full("word ")(length >> 1)}`,
  quotations: (length) => `${">".repeat(length - 2)} a`,
  "lists in lists": (length) =>
    Array.from({ length: root(length) }, (_, index) => `${" ".repeat(index * 2)}- a`).join("\n"),
  "lists on one line": full("- "),
  "blank items": full("- \n\n\n"),
  tables: full("a|b\n-|-\n"),
  "rows of a table": (length) => `|a|b|\n|-|-|\n${full("|c|d|\n")(length)}`,
  "spaces between words": (length) => `a${" ".repeat(length - 2)}b`,
  "spaces at the ends of lines": (length) => full(`a${" ".repeat(2000)}\n`)(length),
  "hashes and spaces": (length) => `# a${full(" #")(length - 4)}b`,
  "blank lines": full("\n"),
  "one long line": full("word "),
  "short lines": full("a\n"),
  "lines that differ": lines((index) => `line ${index} of ${(index * 7919) % 1000}`),
  "carriage returns": full("\r"),
  "escape sequences": full("\u001b[31m\u001b]8;;"),
};

/** What may stand between the two lines `---` of a note. */
/** @type {Record<string, (length: number) => string>} */
export const FRONT_MATTER = {
  "spaces in a list": (length) => `tags: [a${" ".repeat(length - 12)}b]`,
  "spaces after a comma": (length) => `tags: [a,${" ".repeat(length - 12)},b]`,
  "spaces in a value": (length) => `a: b${" ".repeat(length - 6)}c`,
  "a long plain list": (length) => `a:\n${full("  - b\n")(length)}`,
  "a long list of numbers": (length) => `a:\n${full("  - 1\n")(length)}`,
  "many keys": lines((index) => `k${index}: v`),
  "many keys of one map": (length) => `a: {${lines((index) => `k${index}: b,`)(length)}}`,
  "one key, often": full("a: b\n"),
  brackets: (length) => `a: ${"[".repeat(length - 3)}`,
  braces: (length) => `a: ${"}".repeat(length - 3)}`,
  "lists in lists": (length) => `a:\n  ${full("- ")(length)}`,
  "explicit keys": full("? a\n"),
  "many aliases": (length) => `a: &a x\n${lines((index) => `k${index}: *a`)(length)}`,
  "aliases of aliases": (length) =>
    `a0: &a0 [x]\n${lines((index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]`)(length)}`,
  tags: full("!a "),
  comments: full("# a\n"),
  "a text of many lines": (length) => `a: |\n${full("  b\n")(length)}`,
  "a quoted text that never ends": (length) => `a: "${full("b\n  ")(length)}`,
  "lines that nearly close it": full("---  x\n"),
  "blank lines": full("\n"),
};
