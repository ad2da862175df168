import type { ReviewerDecision } from "@review/db/vocabulary";

/** The mark with which a line says how severe what follows is. */
export interface SeverityMark {
  readonly severity: ReviewerDecision;
  /** What stands behind it. */
  readonly rest: string;
}

/** What reviewers write for each severity, in any letter case. */
const SPELLINGS: Readonly<Record<ReviewerDecision, string>> = {
  fail: "fail(?:ed|s|ing|ures?)?",
  warn: "warn(?:ed|s|ings?)?",
  error: "errors?",
  pass: "pass(?:ed|es|ing)?",
};
const WORDS = Object.entries(SPELLINGS).map(([severity, word]) => `(?<${severity}>${word})`);

/** Emphasis, brackets, signs, tags; no quotation mark, for then the word is spoken of. */
const SIGN = "[^\\p{L}\\p{N}\"'“”„‘’«»]|</?[a-z]{1,10}>";
/** List markers and boxes, too. */
const LEAD = `(?:${SIGN}|\\d{1,9}[.):]|#\\d{1,9}(?=\\s)|\\d{1,9}(?=\\s?\\|)|[a-z][.)](?=\\s)|\\[[xX]\\]){0,40}`;
/** What reviewers write before the word: which finding it is, where, or how bad once more. */
const LABELS =
  "findings?|issues?|severity|level|lines?|rows?|items?|paragraphs?|sections?|verdict|critical|major|minor|hard|soft";
const LABEL = `(?:(?:${LABELS})[ #]{0,3}(?:\\d{1,9}(?:[-–]\\d{1,9})?)?(?:${SIGN}){1,40})?`;
/** The word stands alone, and is no part of `fail-safe` or `passé`. */
const BOUNDARY = "(?![\\p{L}\\p{N}\\p{M}'’]|[-_][\\p{L}\\p{N}])";
const BEGINNING = new RegExp(`^(?<lead>${LEAD}${LABEL})(?:${WORDS.join("|")})${BOUNDARY}`, "iu");

/** What a line without a mark nearly never has, soon said of millions of them. */
const HAS_WORD = /fail|warn|error|pass/i;
const SHORTEST_WORD = 4;

/** Behind the word: what closes brackets, emphasis and tags, and what parts it from the text. */
const CLOSING = /^(?:[\s)\]】*_~`|]|<\/[a-z]{1,10}>){0,20}/iu;
const SEPARATOR = /^(?:[:：|]|[-–—]+(?=\s)|[–—]+|$)\s*[*_~`|]{0,3}\s*/u;
/** `FAIL (line 3): text`. What stands in the brackets is kept. */
const ASIDE = /^[([][^()[\]]{0,200}[)\]][\s*_~`]{0,5}(?:[:：]|[-–—]+\s)/u;
const OPENED = /[[(【*_>]\s?$/;
const CLOSED = /^\s?(?:[\])】*_]|<\/)/;

/** What begins an item, a row of a table or a heading, also within another item. `**bold**` begins none. */
export const LIST_MARKER = /^\s*(?:[-+•‣◦·–—|]|\*(?!\*)|#{1,6}(?=\s)|\(?\d{1,9}[.):]|\(?[a-z][.)](?=\s))/iu;

/**
 * The severity that a line begins with, however it is written: `- FAIL: x`, `* **warning** – x`, `1. [Failed] x`, `FAIL(line 3): x`.
 * The word needs a colon, a dash, brackets or emphasis; in capitals, in an item of a list, it needs nothing (`- FAIL x`). So `Warn
 * the reader` is no mark, nor is a word further on in the line, or in quotation marks. Undefined if there is none.
 */
export function readSeverityMark(line: string): SeverityMark | undefined {
  if (line.length < SHORTEST_WORD || !HAS_WORD.test(line)) return undefined;
  const found = BEGINNING.exec(line);
  const lead = found?.groups?.lead ?? "";
  const [severity, word = ""] =
    Object.entries(found?.groups ?? {}).find(([name, written]) => name !== "lead" && written !== undefined) ??
    [];
  if (!found || !isSeverity(severity)) return undefined;
  const behind = line.slice(found[0].length);
  const closed = behind.replace(CLOSING, "");
  const isParted = SEPARATOR.test(closed) || ASIDE.test(closed) || behind.trimStart().startsWith("|");
  const isWrapped = OPENED.test(lead) && CLOSED.test(behind);
  const isLoud = word === word.toUpperCase() && LIST_MARKER.test(line);
  if (!isParted && !isWrapped && !isLoud) return undefined;
  return { severity, rest: closed.replace(SEPARATOR, "").replace(/^[,;.!]\s*/, "") };
}

function isSeverity(name: string | undefined): name is ReviewerDecision {
  return name !== undefined && Object.hasOwn(SPELLINGS, name);
}
