import type { ReviewerDecision } from "@review/db/vocabulary";
import { findLineEnd, lineBetween } from "../lines.ts";
import { isWithin, readSectionHeading, type SectionHeading } from "./review-section.ts";
import { LIST_MARKER, readSeverityMark } from "./severity-mark.ts";

/** One item that a review reports. `severity` is absent when the item names none. */
export interface Finding {
  readonly severity?: ReviewerDecision;
  readonly text: string;
  /** Exact words of the note, one string per quotation; the lines of one quotation are joined with LF. */
  readonly quotes: readonly string[];
}

interface Draft {
  readonly severity: ReviewerDecision | undefined;
  /** What stands on its first line. */
  readonly first: string;
  // Of a million items nearly none has more.
  /** All its lines, where it has more of them. */
  lines?: string[];
  /** The lines of each quotation. */
  quotes?: string[][];
}

const ITEM_MARKER = /^ ?(?:[-*+]|\d{1,9}[.)])[ \t]+/;
const QUOTE_MARKER = /^[ \t]*> ?/;
const NOTHING_FOUND = /^(?:none|no findings|n\/a)\.?$/i;

/**
 * Reads what a rationale reports: the items of its section "Findings", and each line there, or in a section like it, that begins with
 * a severity, however either is written. Without that section it is all sections but "Suggested Revision" in which such lines count. A line
 * without a list marker counts at the beginning of a paragraph only: further on it is part of a sentence. An item such as "None." is no finding.
 */
export function parseFindings(rationaleMarkdown: string): Finding[] {
  /** All that counts as long as there is no list. */
  const all: Finding[] = [];
  /** What counts although there is one. */
  const listed: Finding[] = [];
  let hasList = false;
  let current: SectionHeading = { section: "other", level: 0 };
  let draft: Draft | undefined;
  const keepDraft = () => {
    const finding = draft && finishFinding(draft);
    draft = undefined;
    if (!finding || NOTHING_FOUND.test(finding.text)) return;
    if (!hasList) all.push(finding);
    if (current.section !== "other") listed.push(finding);
  };
  let inQuote = false;
  let inText = false;
  for (let start = 0, end = 0; start <= rationaleMarkdown.length; start = end + 1) {
    end = findLineEnd(rationaleMarkdown, start);
    const line = lineBetween(rationaleMarkdown, start, end);
    // Of millions of lines most are empty or plain text: they are asked as little as can be, and nothing is made for them.
    const continuesQuote = inQuote;
    const continuesText = inText;
    const words = line.trim();
    inQuote = words.startsWith(">") && QUOTE_MARKER.test(line);
    inText = !inQuote && words !== "";
    if (words === "") continue;
    const heading = readSectionHeading(line);
    const isFirstOfList = !hasList && heading?.section === "list";
    const isLookedAt = current.section !== "revision" && !(hasList && current.section === "other");
    const mark = isLookedAt && !isFirstOfList && !inQuote ? readSeverityMark(line) : undefined;
    const isMarker = mark !== undefined && LIST_MARKER.test(line);
    if (mark && (isMarker || !continuesText)) {
      keepDraft();
      draft = { severity: mark.severity, first: mark.rest.trim() };
      // The next line may be another one without a list marker.
      inText = isMarker;
    } else if (heading) {
      keepDraft();
      if (isFirstOfList) hasList = true;
      if (!isWithin(heading, current)) current = heading;
      inText = false;
    } else if (current.section === "list" && ITEM_MARKER.test(line)) {
      keepDraft();
      draft = { severity: undefined, first: line.replace(ITEM_MARKER, "").trim() };
    } else if (draft && inQuote) addQuoted(draft, line.replace(QUOTE_MARKER, ""), continuesQuote);
    else if (draft) addText(draft, words);
  }
  keepDraft();
  return hasList ? listed : all;
}

function addText(draft: Draft, words: string): void {
  draft.lines ??= [draft.first];
  draft.lines.push(words);
}

function addQuoted(draft: Draft, line: string, continues: boolean): void {
  draft.quotes ??= [];
  const last = draft.quotes.at(-1);
  if (continues && last) last.push(line);
  else if (!continues) draft.quotes.push([line]);
}

const NO_QUOTES: readonly string[] = [];

function finishFinding({ severity, first, lines, quotes: quoted }: Draft): Finding {
  const text = (lines?.join(" ") ?? first).trim();
  const quotes = quoted?.map((each) => each.join("\n").trim()) ?? NO_QUOTES;
  return severity === undefined ? { text, quotes } : { severity, text, quotes };
}
