import { bodyOf } from "../text/front-matter.ts";

/** An item of a list or a row of a table with a link in it, or a link alone on its line. */
const ENTRY = /^\s*(?:(?:[-*+|]|\d+[.)]|>).*(?:\]\(|\]\[|\[\[|<https?:)|(?:\[\[|\[[^\]]*\][([])[^.]*$)/;

/** What is none of a page's own words: headings, rules, code of MDX, comments, what templates and components make. */
const NO_WORDS = /^\s*(?!\s)(?:#|[-=*_|: ]{3,}$|import |export |<|\{)/;

/**
 * Whether a page does nothing but list others: it has no words of its own below its front matter, or most of its lines are
 * links in a list or table.
 */
export function listsOthers(text: string): boolean {
  const lines = bodyOf(text)
    .split("\n")
    .filter((line) => line.trim() !== "" && !NO_WORDS.test(line));
  const entries = lines.filter((line) => ENTRY.test(line));
  return entries.length * 2 >= lines.length;
}
