import { insideOfMdxComment } from "./mdx-comment.ts";
import { findNearestName } from "./nearest-name.ts";

/** A comment that settles findings of some gates, as it was written. */
export interface IgnoreComment {
  /** For the whole note, not for the block that follows. */
  ofFile: boolean;
  /** Gates or lenses. */
  gateIds: readonly string[];
  reason: string;
  /** Why it settles nothing, and how to mend it. */
  problem?: string | undefined;
}

/** Whether a text can hold such a comment; most hold none, and need not be parsed. */
export function mentionsIgnore(text: string): boolean {
  return /review-ignore/i.test(text);
}

/**
 * Reads HTML that is one comment `<!-- review-ignore GATE, GATE: reason -->` and nothing else, or one of MDX (`{/* review-ignore GATE:
 * reason *\/}`); undefined for all other.
 * White space and letter case of the word do not matter.
 */
export function readIgnoreComment(html: string): IgnoreComment | undefined {
  const inside = insideOfComment(html);
  const [start, word = ""] = /^\s*(review-ignore(?:-\w+)*)(?!\w)/i.exec(inside ?? "") ?? [];
  if (inside === undefined || start === undefined) return undefined;
  const written = inside.slice(start.length);
  const colon = written.indexOf(":");
  const gateIds = namesIn(written);
  const reason = colon === -1 ? "" : collapse(written.slice(colon + 1));
  const ofFile = word.toLowerCase() === FILE_WORD;
  return { ofFile, gateIds, reason, problem: problemOf(word.toLowerCase(), gateIds, reason) };
}

/** What stands before the first colon, between commas. */
function namesIn(written: string): string[] {
  const [names = ""] = written.split(":", 1);
  return names
    .split(",")
    .map(collapse)
    .filter((name) => name !== "");
}

/** Whether HTML is one comment of any kind, also of MDX, and nothing else. */
export function isComment(html: string): boolean {
  return insideOfComment(html) !== undefined;
}

const BLOCK_WORD = "review-ignore";
const FILE_WORD = "review-ignore-file";

/** The word that a comment begins with which may be meant for `review-ignore`, two words of which it may consist included. */
const NEAR_WORD = /^\s*([a-z]{4,9}(?:[-_ .]{0,2}[a-z]{3,9})(?:[-_]{1,2}[a-z]{2,6})?)(?![\w-])/i;
/** Of letters, so many in a hundred may be wrong: two of `review-ignore`. */
const TYPO = 0.15;

/** Whether a text may hold a comment that means to be `review-ignore` and is not spelt so: most hold none, and need not be parsed. */
export function mayMisspellIgnore(text: string): boolean {
  return /(?:<!--|\{\/\*)\s*[re][a-z]{3,8}[-_ .]{0,2}[a-z]{3,9}/i.test(text);
}

/**
 * Reads HTML that is one comment which begins with nearly the word `review-ignore` or `review-ignore-file`: the word as it was
 * written, the right one, and the names behind it. Undefined for all other comments, and for those that are spelt right.
 */
export async function readMisspeltIgnore(
  html: string,
): Promise<{ written: string; meant: string; names: string[] } | undefined> {
  const inside = insideOfComment(html);
  const [start, written] = NEAR_WORD.exec(inside ?? "") ?? [];
  if (inside === undefined || start === undefined || written === undefined || readIgnoreComment(html))
    return undefined;
  const word = written.toLowerCase().replace(/[-_ .]+/g, "-");
  const meant = await findNearestName(word, [BLOCK_WORD, FILE_WORD], TYPO);
  return meant === undefined ? undefined : { written, meant, names: namesIn(inside.slice(start.length)) };
}

function problemOf(word: string, gateIds: readonly string[], reason: string): string | undefined {
  if (word !== BLOCK_WORD && word !== FILE_WORD) {
    return `${word} is not known; write ${BLOCK_WORD} or ${FILE_WORD}`;
  }
  const form = `write <!-- ${word} GATE: reason -->`;
  if (gateIds.length === 0) return `${word} names no gate; ${form}`;
  return reason === "" ? `${word} gives no reason; ${form}` : undefined;
}

/** A browser ends a comment at `--!>`, too: what stands behind that is to be seen. */
function insideOfComment(html: string): string | undefined {
  const text = html.trim();
  if (text.startsWith("{")) return insideOfMdxComment(text);
  if (!text.startsWith("<!--") || /^<!---?>/.test(text)) return undefined;
  const length = text.slice(4).search(/--!?>/);
  return length !== -1 && text.length === 4 + length + "-->".length ? text.slice(4, -3) : undefined;
}

function collapse(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
