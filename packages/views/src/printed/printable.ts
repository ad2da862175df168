import { stripVTControlCharacters } from "node:util";

/** C0 and C1 controls without line feed and tab, and the controls that reorder text (Unicode UAX 9, section 2). */
export const ACTING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text of notes, gates and reviewers as it may be shown on a terminal: without escape sequences and control
 * characters other than line feed and tab, so that nothing in a note can act on the reader's terminal or show
 * its text in another order than it has.
 */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replace(ACTING, "");
}

/** The text on one line. */
export function oneLine(text: string): string {
  // Looking for breaks with white space around them takes quadratic time for white space without breaks.
  const lines = printable(text.replace(/\r\n?/g, "\n")).split(/[\n\u2028\u2029]/);
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join(" ");
}

/** What takes no room and is not seen: format characters and what a font may ignore, such as U+200B, joiners and variation selectors. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** What acts on a terminal, but for what ends a line. */
const ACTING_WITHIN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A name on one line, in which what is not seen, or would act on a terminal, is shown as `\u{200b}`: two names that differ look different. In texts joiners and
 * marks of direction have their meaning, and stay.
 */
export function nameLine(name: string): string {
  return oneLine(name.replace(ACTING_WITHIN, shown)).replace(UNSEEN, shown);
}

const shown = (character: string) => `\\u{${character.codePointAt(0)?.toString(16)}}`;

/**
 * A line of ours with names in it, as long as nothing in it is a text that keeps its joiners: whatever breaks the line within it, or is
 * not seen, is in a name. It may be indented.
 */
export function lineWithNames(line: string): string {
  const words = line.trimStart();
  const [indent = ""] = /^ */.exec(line) ?? [];
  return indent + nameLine(words);
}
