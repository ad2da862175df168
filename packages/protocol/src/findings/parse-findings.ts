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
  readonly text: string[];
  readonly quotes: string[][];
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
  const lines = [...eachLine(rationaleMarkdown)];
  const hasList = lines.some((line) => readSectionHeading(line)?.section === "findings");
  const drafts: Draft[] = [];
  let current: SectionHeading = { section: "other", level: 0 };
  let draft: Draft | undefined;
  let inQuote = false;
  let inText = false;
  for (const line of lines) {
    const [continuesQuote, continuesText] = [inQuote, inText];
    inQuote = QUOTE_MARKER.test(line);
    inText = !inQuote && line.trim() !== "";
    const isMarker = LIST_MARKER.test(line);
    const isLookedAt = current.section === (hasList ? "findings" : "other");
    const mayOpen = isLookedAt && !inQuote && (isMarker || !continuesText);
    const mark = mayOpen ? readSeverityMark(line) : undefined;
    const heading = mark ? undefined : readSectionHeading(line);
    if (mark) {
      draft = { severity: mark.severity, text: [mark.rest], quotes: [] };
      drafts.push(draft);
      // The next line may be another one without a list marker.
      inText = isMarker;
    } else if (heading) {
      if (heading.section !== "other" || heading.level <= current.level) current = heading;
      draft = undefined;
      inText = false;
    } else if (current.section === "findings" && ITEM_MARKER.test(line)) {
      draft = { severity: undefined, text: [line.replace(ITEM_MARKER, "")], quotes: [] };
      drafts.push(draft);
    } else if (!inQuote) draft?.text.push(line);
    else if (continuesQuote) draft?.quotes.at(-1)?.push(line.replace(QUOTE_MARKER, ""));
    else draft?.quotes.push([line.replace(QUOTE_MARKER, "")]);
  }
  return drafts.map(finishFinding).filter(({ text }) => !NOTHING_FOUND.test(text));
}

function finishFinding({ severity, text: lines, quotes: quoted }: Draft): Finding {
  const text = lines
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join(" ");
  const quotes = quoted.map((each) => each.join("\n").trim());
  return severity === undefined ? { text, quotes } : { severity, text, quotes };
}
