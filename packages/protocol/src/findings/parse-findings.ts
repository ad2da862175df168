import type { ReviewerDecision } from "@review/db/vocabulary";
import { findLineEnd, lineBetween } from "../lines.ts";
import { isWithin, readSectionHeading, type SectionHeading } from "./review-section.ts";
import { saysNone } from "./says-none.ts";
import { LIST_MARKER, readSeverityMark, readWordMark, type SeverityMark } from "./severity-mark.ts";

/** One item that a review reports. `severity` is absent when the item names none. */
export interface Finding {
  readonly severity?: ReviewerDecision;
  /** The word or sign with which it says how bad it is, where that is none of the severities: `CRITICAL`, ❌. */
  readonly otherMark?: string;
  readonly text: string;
  /** Exact words of the note, one string per quotation; the lines of one quotation are joined with LF. */
  readonly quotes: readonly string[];
}

interface Draft {
  /** How severe it is. */
  readonly mark: Marked;
  /** What stands on its first line, and on those that are put together already. */
  text: string;
  /** Whether it is a heading that may say how severe the items below it are. */
  readonly opensGroup?: boolean;
  // Of a million items nearly none has more.
  /** Its other lines. */
  lines?: string[];
  /** The lines of each quotation. */
  quotes?: string[][];
}

type Marked = Pick<Finding, "severity" | "otherMark">;
const UNMARKED: Marked = {};

const ITEM_MARKER = /^ ?(?:[-*+]|\d{1,9}[.)])[ \t]+/;
const QUOTE_MARKER = /^[ \t]*> ?/;
const LF = 10;
/** With any other sign of ASCII a line begins that may be a heading, an item, a quotation or the name of a section. */
const PLAIN = new Set([..."ABCDEGHJLMNOQRTUVWXYZabcdeghjlmnoqrtuvwxyz`~\"'!$%&,./:;<=?@[\\]^{}"].map(codeOf));
const ENDS_MARKER = new Set([...".)"].map(codeOf));

/**
 * Reads what a rationale reports: the items of its section "Findings", and each line there, or in a section like it, that begins with
 * a severity, however either is written. Without that section it is all sections but "Suggested Revision" in which such lines count. A line
 * without a list marker counts at the beginning of a paragraph only: further on it is part of a sentence. A heading that is nothing but a
 * severity says it of the items below it. An item such as "None." is no finding. Of more than `MOST_ITEMS` the first are read, and one more.
 */
export function parseFindings(rationaleMarkdown: string): Finding[] {
  /** All that counts as long as there is no list. */
  const all: Finding[] = [];
  /** What counts although there is one. */
  const listed: Finding[] = [];
  let hasList = false;
  let current: SectionHeading = { section: "other", level: 0 };
  let draft: Draft | undefined;
  /** What items are that say nothing of themselves. */
  let group = UNMARKED;
  let isFull = false;
  const keepDraft = () => {
    const finding = draft && finishFinding(draft);
    draft = undefined;
    if (!finding) return;
    if (!hasList) all.push(finding);
    if (current.section !== "other") listed.push(finding);
    isFull = Math.max(all.length, listed.length) > MOST_ITEMS;
  };
  const beginItem = (mark: Marked | undefined, first: string) => {
    if (draft?.opensGroup && !draft.lines && !draft.quotes) group = draft.mark;
    else keepDraft();
    draft = { mark: mark ?? group, text: first };
  };
  let inQuote = false;
  let inText = false;
  for (let start = 0, end = 0; start <= rationaleMarkdown.length && !isFull; start = end + 1) {
    // Of millions of lines most are empty or plain text: they are asked as little as can be, and nothing is made for them.
    if (rationaleMarkdown.charCodeAt(start) === LF) {
      end = start;
      inQuote = false;
      inText = false;
      continue;
    }
    end = findLineEnd(rationaleMarkdown, start);
    if (inText && goesOnAsText(rationaleMarkdown, start)) {
      if (draft) addText(draft, lineBetween(rationaleMarkdown, start, end).trim());
      continue;
    }
    const line = lineBetween(rationaleMarkdown, start, end);
    const continuesQuote = inQuote;
    const continuesText = inText;
    const words = line.trim();
    inQuote = words.startsWith(">") && QUOTE_MARKER.test(line);
    inText = !inQuote && words !== "";
    if (words === "") continue;
    const heading = readSectionHeading(line);
    const isFirstOfList = !hasList && heading?.section === "list";
    const isLookedAt = current.section !== "revision" && !(hasList && current.section === "other");
    // A sign in the heading of a section is there for decoration.
    const readMark = heading && heading.section !== "other" ? readWordMark : readSeverityMark;
    const canHaveMark = isLookedAt && words.length > 1;
    const isMarker = canHaveMark && LIST_MARKER.test(line);
    const canBegin = canHaveMark && !isFirstOfList && !inQuote && (isMarker || !continuesText);
    const mark = canBegin ? readMark(line) : undefined;
    if (mark) {
      const first = mark.rest.trim();
      if (isMarker && !heading) beginItem(markedBy(mark), first);
      else {
        keepDraft();
        group = UNMARKED;
        draft = { mark: markedBy(mark), text: first, opensGroup: first === "" };
      }
      // The next line may be another one without a list marker.
      inText = isMarker;
    } else if (heading) {
      keepDraft();
      group = UNMARKED;
      if (isFirstOfList) hasList = true;
      if (!isWithin(heading, current)) current = heading;
      inText = false;
    } else if (current.section === "list" && ITEM_MARKER.test(line)) {
      beginItem(undefined, words.length === 1 ? "" : line.replace(ITEM_MARKER, "").trim());
    } else if (draft && inQuote) addQuoted(draft, line.replace(QUOTE_MARKER, ""), continuesQuote);
    else if (draft) addText(draft, words);
  }
  if (!isFull) keepDraft();
  return hasList ? listed : all;
}

function codeOf(sign: string): number {
  return sign.charCodeAt(0);
}

/** Whether a line within a paragraph is surely no more than that, said by its first two characters. */
const goesOnAsText = (text: string, start: number): boolean =>
  PLAIN.has(text.charCodeAt(start)) && !ENDS_MARKER.has(text.charCodeAt(start + 1));

const markedBy = ({ severity, word }: SeverityMark): Marked =>
  severity === undefined ? { otherMark: word } : { severity };

/** So many items are read of a review, and one more, which says that there are others: nobody reads so many. */
export const MOST_ITEMS = 10_000;

/** So many lines are put together at a time: to keep millions apart takes longer than to read them. */
const LINES_APART = 1000;

function addText(draft: Draft, words: string): void {
  draft.lines ??= [];
  draft.lines.push(words);
  if (draft.lines.length < LINES_APART) return;
  draft.text = textOf(draft);
  draft.lines = [];
}

const textOf = ({ text, lines }: Draft) =>
  lines === undefined || lines.length === 0 ? text : `${text} ${lines.join(" ")}`;

function addQuoted(draft: Draft, line: string, continues: boolean): void {
  draft.quotes ??= [];
  const last = draft.quotes.at(-1);
  if (continues && last) last.push(line);
  else if (!continues) draft.quotes.push([line]);
}

const NO_QUOTES: readonly string[] = [];

/** The finding of an item; undefined if it says nothing, or that there is none. */
function finishFinding(draft: Draft): Finding | undefined {
  const { mark, quotes: quoted } = draft;
  const text = textOf(draft).trim();
  if (!quoted && ((text === "" && mark === UNMARKED) || saysNone(text))) return undefined;
  const quotes = quoted?.map((each) => each.join("\n").trim()) ?? NO_QUOTES;
  return { ...mark, text, quotes };
}
