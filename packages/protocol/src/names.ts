const LONGEST_SHOWN_NAME = 200;

/**
 * A note path or gate id as it stands in a prompt or sentinel: always one line, so that a file name with a line
 * break in it can add no line of its own. Parser and renderer both use this form, so such a name still matches.
 */
export function nameOnOneLine(name: string): string {
  return name.replace(/[\r\n]/g, "\uFFFD");
}

/** Any text as a short, quoted, printable part of a one-line message. */
export function quoteForMessage(text: string): string {
  const short = text.length > LONGEST_SHOWN_NAME ? `${text.slice(0, LONGEST_SHOWN_NAME)}…` : text;
  return `"${short.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "\uFFFD")}"`;
}
