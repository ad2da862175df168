import type { ReviewerDecision } from "@review/db/vocabulary";
import { readLookAlikes } from "./look-alikes.ts";

/** The mark with which a line says how severe what follows is. */
export interface SeverityMark {
  /** Undefined where it is said in other words or signs, such as `CRITICAL` or ❌, of which nobody knows which severity they mean. */
  readonly severity: ReviewerDecision | undefined;
  /** The word or sign as it is read. */
  readonly word: string;
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
/** What others write for how bad something is. Words for what is mild, such as `minor`, are left out: a remark is mild. */
const OTHER_WORDS =
  "crit(?:ical)?|blockers?|blocking|severe|serious|fatal|high|major|medium|moderate|violat(?:ions?|ed|es)|reject(?:ed)?|" +
  "(?<=\\[)p[0-2](?=\\])|un(?:met|satisfied)|not?[ -](?:pass(?:ed)?|met|satisfied|ok)|(?:does|did) not pass|must[ -]fix|should[ -]fix";
const SEVERITIES: readonly ReviewerDecision[] = ["fail", "warn", "error", "pass"];
const WORDS = [...SEVERITIES.map((severity) => SPELLINGS[severity]), OTHER_WORDS];
/** Signs for it. */
const OTHER_SIGN = /[❌✖✗✘✕☒⛔🚫🛑🚨🔴🟥🟠🟧🟡🟨⚠❗‼👎]/u;

/** Emphasis, brackets, signs, tags; no quotation mark, for then the word is spoken of. */
const SIGN = "[^\\p{L}\\p{N}\"'“”„‘’«»]|</?[a-z]{1,10}>";
/** List markers and boxes, too. What can be two of them (`#1 |`) would be tried in all ways in all places. */
const LEAD = `(?:(?!#\\d{1,9}\\s)(?:${SIGN})|\\d{1,9}[.):]|#\\d{1,9}(?=\\s)|\\d{1,9}(?=\\s?\\|)|[a-z][.)](?=\\s)|\\[[xX]\\]){0,40}`;
/** What reviewers write before the word: which finding it is, where, or how bad once more. */
const LABELS =
  "findings?|issues?|severity|level|lines?|rows?|items?|paragraphs?|sections?|verdict|rating|priority|" +
  "problems?|defects?|concerns?|claims?|statements?|points?|criterion|rule|gate|check|" +
  "critical|blocker|severe|serious|high|major|medium|moderate|minor|low|hard|soft";
const LABEL = `(?:(?:${LABELS})[ #]{0,3}(?:\\d{1,9}(?:[-–]\\d{1,9})?)?(?:${SIGN}){1,40})?`;
/** The word stands alone, and is no part of `fail-safe` or `passé`. */
const BOUNDARY = "(?![\\p{L}\\p{N}\\p{M}'’]|[-_][\\p{L}\\p{N}])";
const BEGINNING = new RegExp(`^(${LEAD}${LABEL})(?:(${WORDS.join(")|(")}))${BOUNDARY}`, "iu");
const BEGINNING_SIGNS = new RegExp(`^${LEAD}`, "iu");

/** A mark stands within so many characters. */
const LONGEST_BEGINNING = 200;
const SHORTEST_LINE = 3;
const HAS_OTHERS = /[\u0080-\uffff]/;
/** What a line without a mark nearly never has, soon said of millions of them: a part of each word, or more than ASCII. */
const HAS_WORD =
  /[\u0080-\uffff]|fail|warn|err|pass|crit|block|sever|serio|fatal|high|major|med|moder|violat|reject|\[p\d|met|satisf|not?[ -]ok|must|should/i;

/** What may stand between the word and what parts it from the text: `Critical issues (2):`. */
const NOUN = /^(?:\s(?:issues?|findings?|problems?)\b)?(?:\s?\(\d{1,4}\)(?=[\s*_:]*$))?/i;
/** Behind the word: what closes brackets, emphasis and tags, and what parts it from the text. */
const CLOSING = /^(?:[\s)\]}】*_~`|]|<\/[a-z]{1,10}>){0,20}/iu;
const SEPARATOR = /^(?:[:：|]|[-–—]+(?=\s)|[–—]+|$)\s*[*_~`|]{0,3}\s*/u;
/** `FAIL (line 3): text`. What stands in the brackets is kept. */
const ASIDE = /^[([][^()[\]]{0,200}[)\]][\s*_~`]{0,5}(?:[:：]|[-–—]+\s)/u;
const OPENED = /[[({【*_>]\s?$/;
const CLOSED = /^\s?(?:[\])}】*_]|<\/)/;

/** What begins an item, a row of a table or a heading, also within another item. `**bold**` begins none. */
export const LIST_MARKER = /^\s*(?:[-+•‣◦·–—|]|\*(?!\*)|#{1,6}(?=\s)|\(?\d{1,9}[.):]|\(?[a-z][.)](?=\s))/iu;

/**
 * The severity that a line begins with, however it is written: `- FAIL: x`, `* **warning** – x`, `1. [Failed] x`, `FAIL(line 3): x`, also in
 * letters that only look like these. The word needs a colon, a dash, brackets or emphasis; in capitals, in an item of a list, it needs
 * nothing (`- FAIL x`). So `Warn the reader` is no mark, nor is a word further on in the line, or in quotation marks. What says it in
 * another word or with a sign is a mark without a severity. Undefined if there is none.
 */
export function readSeverityMark(line: string): SeverityMark | undefined {
  return readWordMark(line) ?? readSign(line);
}

/** The same, of words alone. */
export function readWordMark(line: string): SeverityMark | undefined {
  if (line.length < SHORTEST_LINE) return undefined;
  const beginning = line.length > LONGEST_BEGINNING ? line.slice(0, LONGEST_BEGINNING) : line;
  if (!HAS_WORD.test(beginning)) return undefined;
  const { text, ends } = HAS_OTHERS.test(beginning) ? readLookAlikes(beginning) : { text: beginning };
  const found = BEGINNING.exec(text);
  if (!found) return undefined;
  const [whole, lead = "", ...words] = found;
  const which = words.findIndex((written) => written !== undefined);
  const word = words[which] ?? "";
  const behind = line.slice(ends?.[whole.length - 1] ?? whole.length).replace(NOUN, "");
  const closed = behind.replace(CLOSING, "");
  const isParted = SEPARATOR.test(closed) || ASIDE.test(closed) || behind.trimStart().startsWith("|");
  const isWrapped = OPENED.test(lead) && CLOSED.test(behind);
  const isLoud = word === word.toUpperCase() && LIST_MARKER.test(line);
  if (!isParted && !isWrapped && !isLoud) return undefined;
  const rest = closed.replace(SEPARATOR, "").replace(/^[,;.!]\s*/, "");
  const severity = SEVERITIES[which];
  // `PASS/FAIL: x` is neither.
  const second = severity === "pass" ? readWordMark(`- ${rest}`) : undefined;
  if (second && second.severity !== "pass")
    return { ...second, severity: undefined, word: `${word} ${second.word}` };
  return { severity, word, rest };
}

function readSign(line: string): SeverityMark | undefined {
  if (!HAS_OTHERS.test(line) || !OTHER_SIGN.test(line.slice(0, LONGEST_BEGINNING))) return undefined;
  const [lead = ""] = BEGINNING_SIGNS.exec(line) ?? [];
  const [word] = OTHER_SIGN.exec(lead) ?? [];
  return word === undefined ? undefined : { severity: undefined, word, rest: line.slice(lead.length) };
}
