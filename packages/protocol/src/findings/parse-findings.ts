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
  /** What stands on its first line. */
  readonly first: string;
  // Of a million items nearly none has more.
  /** Its other lines. */
  more?: string[];
  /** The lines of each quotation. */
  quotes?: string[][];
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
  let draft: Draft | undefined;
  let inFindings = false;
  let inQuote = false;
  for (const line of eachLine(rationaleMarkdown)) {
    const continuesQuote = inQuote;
    inQuote = false;
    // Of millions of lines most are empty or plain text: they are asked as little as can be.
    if (line === "") continue;
    if (line.startsWith("#") && HEADING.test(line)) inFindings = FINDINGS_HEADING.test(line);
    else if (!inFindings) inQuote = QUOTE_MARKER.test(line);
    else if (ITEM_MARKER.test(line)) {
      draft = { first: line.replace(ITEM_MARKER, "") };
      drafts.push(draft);
    } else if (!QUOTE_MARKER.test(line)) {
      if (draft) addText(draft, line);
    } else {
      inQuote = true;
      if (draft) addQuoted(draft, line.replace(QUOTE_MARKER, ""), continuesQuote);
    }
  }
  return drafts.map(finishFinding).filter(({ text }) => !NOTHING_FOUND.test(text));
}

function addText(draft: Draft, line: string): void {
  draft.more ??= [];
  draft.more.push(line);
}

function addQuoted(draft: Draft, line: string, continues: boolean): void {
  draft.quotes ??= [];
  const last = draft.quotes.at(-1);
  if (continues && last) last.push(line);
  else if (!continues) draft.quotes.push([line]);
}

function finishFinding({ first, more, quotes: quoted = [] }: Draft): Finding {
  const item = more ? joinLines(first, more) : first.trim();
  const [mark = "", word] = SEVERITY.exec(item) ?? [];
  const text = item.slice(mark.length);
  const quotes = quoted.map((lines) => lines.join("\n").trim());
  const severity = word === undefined ? undefined : readDecisionWord(word);
  return severity === undefined ? { text, quotes } : { severity, text, quotes };
}

function joinLines(first: string, more: readonly string[]): string {
  const lines = more.map((line) => line.trim()).filter((line) => line !== "");
  return `${first.trim()} ${lines.join(" ")}`.trim();
}
