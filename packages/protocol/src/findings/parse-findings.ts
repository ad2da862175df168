import type { ReviewerDecision } from "@review/db/vocabulary";
import { eachLine } from "../lines.ts";
import { readSectionHeading, type SectionHeading } from "./review-section.ts";
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
  /** Its other lines. */
  more?: string[];
  /** The lines of each quotation. */
  quotes?: string[][];
}

const ITEM_MARKER = /^ ?(?:[-*+]|\d{1,9}[.)])[ \t]+/;
const QUOTE_MARKER = /^[ \t]*> ?/;
const NOTHING_FOUND = /^(?:none|no findings|n\/a)\.?$/i;

/**
 * Reads what a rationale reports: the items of its section "Findings", and each line there that begins with a severity,
 * however either is written. Without that section it is all sections but "Suggested Revision" in which such lines count. A line without a list
 * marker counts at the beginning of a paragraph only: further on it is part of a sentence. An item such as "None." is no finding.
 */
export function parseFindings(rationaleMarkdown: string): Finding[] {
  let drafts: Draft[] = [];
  let hasList = false;
  let current: SectionHeading = { section: "other", level: 0 };
  let draft: Draft | undefined;
  let inQuote = false;
  let inText = false;
  for (const line of eachLine(rationaleMarkdown)) {
    const [continuesQuote, continuesText] = [inQuote, inText];
    inQuote = QUOTE_MARKER.test(line);
    inText = !inQuote && line.trim() !== "";
    // Of millions of lines most are empty or plain text: they are asked as little as can be.
    if (!inQuote && !inText) continue;
    const heading = readSectionHeading(line);
    if (!hasList && heading?.section === "findings") {
      hasList = true;
      drafts = [];
      current = heading;
      draft = undefined;
      inText = false;
      continue;
    }
    const isLookedAt = current.section === (hasList ? "findings" : "other");
    const mark = isLookedAt && !inQuote ? readSeverityMark(line) : undefined;
    const isMarker = mark !== undefined && LIST_MARKER.test(line);
    if (mark && (isMarker || !continuesText)) {
      draft = { severity: mark.severity, first: mark.rest };
      drafts.push(draft);
      // The next line may be another one without a list marker.
      inText = isMarker;
    } else if (heading) {
      if (heading.section !== "other" || heading.level <= current.level) current = heading;
      draft = undefined;
      inText = false;
    } else if (current.section === "findings" && ITEM_MARKER.test(line)) {
      draft = { severity: undefined, first: line.replace(ITEM_MARKER, "") };
      drafts.push(draft);
    } else if (draft && inQuote) addQuoted(draft, line.replace(QUOTE_MARKER, ""), continuesQuote);
    else if (draft) addText(draft, line);
  }
  return drafts.map(finishFinding).filter(({ text }) => !NOTHING_FOUND.test(text));
}

function addText(draft: Draft, line: string): void {
  draft.more ??= [];
  draft.more.push(line.trim());
}

function addQuoted(draft: Draft, line: string, continues: boolean): void {
  draft.quotes ??= [];
  const last = draft.quotes.at(-1);
  if (continues && last) last.push(line);
  else if (!continues) draft.quotes.push([line]);
}

function finishFinding({ severity, first, more, quotes: quoted = [] }: Draft): Finding {
  const text = more ? [first.trim(), ...more].join(" ").trim() : first.trim();
  const quotes = quoted.map((lines) => lines.join("\n").trim());
  return severity === undefined ? { text, quotes } : { severity, text, quotes };
}
