/** Invisible, and no letter: what stands on its two sides is no longer one name, address or number. */
const PART = "\u200b";

/** Before the names of users, issues, merge requests, snippets, milestones, labels, epics; and what begins an entity or a formula. */
const SIGIL = /[@#!$%~&^]/g;

/** The same where a name follows: one at the end of a word is left, and so is a heading. */
const SIGIL_OF_NAME = /[@!$%~&^](?=[^ \n])|#(?=[^ \n#])/g;

/** What else GitHub and GitLab make links and mentions of in the text that they show, however its characters were written. */
const REFERENCES: readonly RegExp[] = [/:(?=\/\/)/g, /www\.|mailto:|xmpp:|GH-(?=\d)/gi];

/** A commit is named by seven digits or more. */
const COMMIT = /[0-9a-f]{6}(?=[0-9a-f])/gi;

/** The ASCII punctuation marks that mean something within a line of Markdown, and emoji by their names. */
const MARKS = /[!#$%&*:<>@[\\\]^_`{|}~\u200b]/g;

/**
 * Somebody else's text as words of one line of Markdown, in a table and in `<code>` as well: nothing in it is a mark of
 * Markdown or HTML, nor becomes a link, an image or a mention afterwards. Line ends must be taken out before.
 */
export function markdownText(text: string): string {
  const words = parted(text.toWellFormed(), [SIGIL, ...REFERENCES, COMMIT]);
  return words.replace(MARKS, (mark) => `&#${mark.charCodeAt(0)};`);
}

const LINKS: readonly RegExp[] = [
  // Links, images, footnotes, HTML.
  /](?=[([:])/g,
  /<(?=[^ \n])/g,
  // What a forge draws: diagrams, maps.
  /(?<!`)`{3,}(?=[^\n`]*[^\s`])/g,
  // Commands of GitLab, where a line begins.
  /^[ \t]*\/(?=\w)/gm,
];

/**
 * Somebody else's text for a field that some readers show as Markdown and others as it is (SARIF 2.1.0 has links in plain text, too, section
 * 3.11.6; reviewdog makes comments of messages): nothing in it is a link, an image, HTML, a mention, or a command of a comment. Commits
 * may be: a link to one tells nobody, and a path that begins with a date must stay one that can be copied.
 */
export function withoutLinks(text: string): string {
  return parted(text, [...LINKS, SIGIL_OF_NAME, ...REFERENCES]);
}

const parted = (text: string, marks: readonly RegExp[]) =>
  marks.reduce((words, each) => words.replace(each, `$&${PART}`), text);
