import { oneLine } from "../printed/printable.ts";
import type { ReportDocument } from "../report/report-document.ts";
import { markdownText } from "./markdown-text.ts";
import { judgeOf, type ToldItem, toldItems, worstFirst } from "./told-items.ts";

/** GitHub shows no job summary of a step that is longer ("Workflow commands", on job summaries: 1 MiB). */
export const SUMMARY_BYTES = 1024 * 1024;

/** Of one text, in UTF-16 units: whoever wants more looks at the note. */
const LONGEST_TEXT = 1000;
/** Room for the last line. */
const RESERVE_BYTES = 200;

/**
 * A summary for a job or a comment in Markdown that GitHub and GitLab show, the worst first; what would make it longer than so
 * many bytes of UTF-8 is counted; nothing where not even that has room.
 */
export function* markdown(
  report: ReportDocument,
  { maxBytes = SUMMARY_BYTES }: { maxBytes?: number } = {},
): Generator<string> {
  const items = worstFirst(toldItems(report));
  const head = `## Review\n\n${describeCounts(report, items)}\n`;
  let room = maxBytes - RESERVE_BYTES - Buffer.byteLength(head);
  if (room < 0) return;
  yield head;
  let told = 0;
  for (const item of items) {
    const line = `${told === 0 ? "\n" : ""}${describeItem(item)}\n`;
    room -= Buffer.byteLength(line);
    if (room < 0) break;
    yield line;
    told += 1;
  }
  const left = items.length - told + (report.more ?? 0);
  if (left > 0) yield `\n${left} left out here.\n`;
}

function describeCounts({ pairs, unseen = [] }: ReportDocument, items: readonly ToldItem[]): string {
  const findings = (level: ToldItem["level"]) =>
    items.filter((item) => item.finding && item.level === level).length;
  const all = pairs.flatMap((pair) => pair.findings);
  const waived = all.filter((finding) => finding.waived).length;
  const disputed = all.filter((finding) => finding.disputed && !finding.waived).length;
  const counts: [amount: number, what: string][] = [
    [findings("error"), "to mend"],
    [findings("warning"), findings("warning") === 1 ? "warning" : "warnings"],
    [items.filter((item) => !item.finding).length - unseen.length, "without a verdict that counts"],
    [unseen.length, unseen.length === 1 ? "note not looked at" : "notes not looked at"],
    [waived, "waived"],
    [disputed, "disputed"],
  ];
  const parts = counts.flatMap(([amount, what]) => (amount === 0 ? [] : [`${amount} ${what}`]));
  const distinct = new Set(pairs.map(({ notePath, gateId }) => JSON.stringify([notePath, gateId]))).size;
  const each = pairs.length > distinct ? ` (${pairs.length} entries, by model)` : "";
  const looked = `${distinct} ${distinct === 1 ? "pair" : "pairs"} looked at${each}`;
  return `${looked}: ${parts.length === 0 ? "nothing to mend" : parts.join(", ")}.`;
}

function describeItem({ pair, label, message, place, finding }: ToldItem): string {
  const at = place ? `:${place.startLine}:${place.startColumn}` : "";
  const quotes = finding?.quotes.map((quote) => `<br><q>${shown(quote.text)}</q>`) ?? [];
  const said = message.split("\n").map(shown).join("<br>");
  return `- **${label}** <code>${shown(pair.notePath + at)}</code> <code>${shown(judgeOf(pair))}</code><br>${said}${quotes.join("")}`;
}

function shown(text: string): string {
  const line = oneLine(text);
  return markdownText(line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT)}…` : line);
}
