import remarkFrontmatter from "remark-frontmatter";
import remarkParse from "remark-parse";
import remarkRetext from "remark-retext";
import retextEnglish from "retext-english";
import retextEquality from "retext-equality";
import retextReadability from "retext-readability";
import retextRepeatedWords from "retext-repeated-words";
import { read } from "to-vfile";
import { unified } from "unified";

const ruleSets = new Map([
  ["considerate", [retextEquality]],
  // Hard for a reader of 20 years, by most of seven readability formulas.
  ["plain", [[retextReadability, { age: 20 }], retextRepeatedWords]],
]);

/** One line per finding, `path:line:column message`, in the order of the note. Code is left out. */
export async function findInNote(ruleSet, notePath) {
  const rules = ruleSets.get(ruleSet);
  if (rules === undefined)
    throw new Error(`no rules "${ruleSet}"; there are: ${[...ruleSets.keys()].join(", ")}`);
  const note = await read(notePath);
  const english = unified().use(retextEnglish).use(rules);
  const markdown = unified().use(remarkParse).use(remarkFrontmatter).use(remarkRetext, english);
  await markdown.run(markdown.parse(note), note);
  return note.messages
    .toSorted((a, b) => a.line - b.line || a.column - b.column)
    .map((message) => `${notePath}:${message.line}:${message.column} ${message.reason}`);
}
