const FRONT_MATTER = /^---[ \t]*\r?\n(?:[\s\S]*?\r?\n)?---[ \t]*(?:\r?\n|$)/;

/**
 * A gate's text without its YAML front matter, trimmed. All of it is kept if the front matter never ends or if
 * nothing else is there: a reviewer must be shown something to judge by.
 */
export function stripFrontMatter(text: string): string {
  const whole = text.trim();
  return whole.replace(FRONT_MATTER, "").trim() || whole;
}
