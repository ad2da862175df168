import { ACTING } from "./printable.ts";

/**
 * A value as JSON on one line that may be shown on a terminal: what `JSON.stringify` leaves as it is although a
 * terminal would obey it (C1 controls, reordering) is escaped. It reads back as the same value.
 */
export function jsonText(value: unknown): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replace(ACTING, escaped);
}
