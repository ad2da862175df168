import type { MarkdownIt } from "markdown-it";

/** A longer one is text: each opening would be looked behind for its end. */
const LONGEST_WIKILINK = 1_000;

/** Behind it the brackets are the text of a link of Markdown: `[[1]](notes.md)`. */
const DESTINATION = /\((?:<[^>\n]*>|[^\s()<]+)(?:\)|\s+["'])/y;

/** Behind `[[a.b]]` on a line of its own: the next line of a table in TOML, which sites keep outside of code. */
const TOML_TABLE = /[ \t]*\n[ \t]*[\w."'-]+[ \t]*=/y;

/**
 * Lets a parser find `[[wikilinks]]` as tokens of the type `wikilink`, their content what stands between the brackets. What
 * Markdown itself takes for a link stays one.
 */
export function addWikilinks(parser: MarkdownIt): void {
  parser.inline.ruler.before("link", "wikilink", (state, silent) => {
    const { src, pos } = state;
    // No note can be named with a bracket; lists of lists are written like this, and many brackets need not be looked behind.
    if (!src.startsWith("[[", pos) || src[pos + 2] === "[") return false;
    const behind = src.slice(pos + 2, pos + 2 + LONGEST_WIKILINK);
    const [line = ""] = behind.split("\n", 1);
    const length = line.indexOf("]]");
    const inside = line.slice(0, Math.max(length, 0));
    if (inside.trim() === "" || inside.split("|", 1)[0]?.includes("[")) return false;
    const end = pos + length + 4;
    if (isAt(DESTINATION, src, end)) return false;
    if (isAt(TOML_TABLE, src, end) && src.slice(src.lastIndexOf("\n", pos) + 1, pos).trim() === "")
      return false;
    const { references = {} } = state.env;
    if (Object.hasOwn(references, state.md.utils.normalizeReference(inside))) return false;
    if (!silent) state.push("wikilink", "", 0).content = inside;
    state.pos = end;
    return true;
  });
}

function isAt(sticky: RegExp, text: string, at: number): boolean {
  sticky.lastIndex = at;
  return sticky.test(text);
}

/** Lets a parser pass over the comments of Obsidian, `%%…%%` within a block or with lines of their own around them. */
export function addObsidianComments(parser: MarkdownIt): void {
  parser.inline.ruler.before("link", "obsidian_comment", (state) => {
    const end = state.src.startsWith("%%", state.pos) ? state.src.indexOf("%%", state.pos + 2) : -1;
    if (end === -1) return false;
    state.pos = end + 2;
    return true;
  });
  parser.block.ruler.before("paragraph", "obsidian_comment", (state, startLine, endLine, silent) => {
    const lineAt = (line: number) =>
      state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
    const opening = lineAt(startLine);
    if (!opening.startsWith("%%") || opening.includes("%%", 2)) return false;
    let last = startLine + 1;
    while (last < endLine && !lineAt(last).includes("%%")) last += 1;
    if (last >= endLine) return false;
    if (!silent) state.line = last + 1;
    return true;
  });
}

/** Lets the URL of a link be one that a template makes, such as `{{< ref "x" >}}`: with spaces and quotes in it. */
export function addTemplateUrls(parser: MarkdownIt): void {
  const { parseLinkDestination } = parser.helpers;
  parser.helpers.parseLinkDestination = (text, start, max) => {
    const [made] = TEMPLATE.exec(text.slice(start, Math.min(max, start + LONGEST_WIKILINK))) ?? [];
    return made === undefined
      ? parseLinkDestination(text, start, max)
      : { ok: true, pos: start + made.length, str: made };
  };
}

const TEMPLATE = /^\{[{%][^\n{}]*[%}]\}[^\s()]*/;
