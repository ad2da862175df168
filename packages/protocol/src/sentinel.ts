import { findLineEnd, isLineStart } from "./lines.ts";
import { nameOnOneLine } from "./names.ts";

const OPENINGS = {
  "note-start": "=== NOTE START ",
  "note-end": "=== NOTE END ",
  "gate-start": "=== GATE REVIEW START ",
  "gate-end": "=== GATE REVIEW END ",
} as const;
export type SentinelKind = keyof typeof OPENINGS;
const KINDS = Object.keys(OPENINGS) as SentinelKind[];
const CLOSING = " ===";

/** A sentinel line found in a text. It begins at `start`; `end` is its LF or the end of the text. */
export interface Sentinel {
  readonly kind: SentinelKind;
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The sentinel line of a note path or gate id, without a line break. */
export function renderSentinel(kind: SentinelKind, token: string, name: string): string {
  return `${OPENINGS[kind]}${token}: ${nameOnOneLine(name)}${CLOSING}`;
}

/**
 * The sentinel lines with exactly this token, in order. They begin in the first column; trailing spaces are
 * tolerated. The search is for the token, because it is rare: text without it is passed over at the speed of indexOf.
 */
export function* scanSentinels(text: string, token: string): Generator<Sentinel, void> {
  const mark = `${token}: `;
  let at = text.indexOf(mark);
  while (at !== -1) {
    const sentinel = readSentinel(text, at, at + mark.length);
    if (sentinel !== undefined) yield sentinel;
    at = text.indexOf(mark, sentinel?.end ?? at + 1);
  }
}

function readSentinel(text: string, markStart: number, nameStart: number): Sentinel | undefined {
  for (const kind of KINDS) {
    const opening = OPENINGS[kind];
    const start = markStart - opening.length;
    if (start < 0 || !text.startsWith(opening, start) || !isLineStart(text, start)) continue;
    const end = findLineEnd(text, nameStart);
    const rest = text.slice(nameStart, end).trimEnd();
    return rest.endsWith(CLOSING) ? { kind, name: rest.slice(0, -CLOSING.length), start, end } : undefined;
  }
  return undefined;
}
