import type { ReviewerDecision } from "@review/db/vocabulary";
import { readDecisionWord } from "../decision.ts";
import { eachLine } from "../lines.ts";

/** One item of the "### Findings" list. `severity` is absent when the item names none. */
export interface Finding {
  readonly severity?: ReviewerDecision;
  readonly text: string;
  /** Exact words of the note, one string per quotation; the lines of one quotation are joined with LF. */
  readonly quotes: readonly string[];
}

interface Draft {
  readonly text: string[];
  readonly quotes: string[][];
}

const HEADING = /^#{1,6}[ \t]/;
const FINDINGS_HEADING = /^#{1,6}[ \t]+findings\b/i;
const ITEM_MARKER = /^ ?(?:[-*+]|\d{1,9}[.)])[ \t]+/;
const QUOTE_MARKER = /^[ \t]*> ?/;
const SEVERITY = /^[*_`[]{0,3}(pass|warn|fail|error)[*_`\]]{0,3}:[*_`]{0,3}\s*/i;
const NOTHING_FOUND = /^(?:none|no findings|n\/a)\.?$/i;

/**
 * Reads the list under "### Findings" of a rationale; what it does not understand it leaves out. An item such as "None." is no finding.
 */
export function parseFindings(rationaleMarkdown: string): Finding[] {
  const drafts: Draft[] = [];
  let inFindings = false;
  let inQuote = false;
  for (const line of eachLine(rationaleMarkdown)) {
    const draft = drafts.at(-1);
    const continuesQuote = inQuote;
    inQuote = QUOTE_MARKER.test(line);
    if (HEADING.test(line)) inFindings = FINDINGS_HEADING.test(line);
    else if (!inFindings) continue;
    else if (ITEM_MARKER.test(line)) drafts.push({ text: [line.replace(ITEM_MARKER, "")], quotes: [] });
    else if (!inQuote) draft?.text.push(line);
    else if (continuesQuote) draft?.quotes.at(-1)?.push(line.replace(QUOTE_MARKER, ""));
    else draft?.quotes.push([line.replace(QUOTE_MARKER, "")]);
  }
  return drafts.map(finishFinding).filter(({ text }) => !NOTHING_FOUND.test(text));
}

function finishFinding(draft: Draft): Finding {
  const lines = draft.text.map((line) => line.trim()).filter((line) => line !== "");
  const item = lines.join(" ");
  const severity = readDecisionWord(SEVERITY.exec(item)?.[1] ?? "");
  const text = item.replace(SEVERITY, "");
  const quotes = draft.quotes.map((quoted) => quoted.join("\n").trim());
  return severity === undefined ? { text, quotes } : { severity, text, quotes };
}
