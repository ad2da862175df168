/** Invisible, and no letter: what stands on its two sides is no longer one name, address or number. */
const PART = "\u200b";

/** What GitHub and GitLab make links and mentions of in the text that they show, however its characters were written. */
const REFERENCES: readonly RegExp[] = [
  // Users, issues, merge requests, snippets, milestones, labels, epics.
  /[@#!$%~&^]/g,
  /:(?=\/\/)/g,
  /www\.|mailto:|xmpp:|\bGH-/gi,
  // A commit is named by seven digits or more.
  /[0-9a-f]{6}(?=[0-9a-f])/gi,
];

/** The ASCII punctuation marks that mean something within a line of Markdown, and emoji by their names. */
const MARKS = /[!#$%&*:<>@[\\\]^_`{|}~\u200b]/g;

/**
 * Somebody else's text as words of one line of Markdown, in a table and in `<code>` as well: nothing in it is a mark of
 * Markdown or HTML, nor becomes a link, an image or a mention afterwards. Line ends must be taken out before.
 */
export function markdownText(text: string): string {
  const parted = REFERENCES.reduce((words, each) => words.replace(each, `$&${PART}`), text.toWellFormed());
  return parted.replace(MARKS, (mark) => `&#${mark.charCodeAt(0)};`);
}
