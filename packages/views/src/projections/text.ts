import { nameLine, oneLine } from "../printed/printable.ts";
import type { ReportDocument } from "../report/report-document.ts";
import { judgeOf, type ToldItem, toldItems } from "./told-items.ts";

/** One line for each thing to tell, as compilers print: editors and terminals open what it begins with. */
export function* text(report: ReportDocument): Generator<string> {
  for (const item of toldItems(report)) yield `${textLine(item)}\n`;
  if (report.more !== undefined) yield `${report.more} more not shown\n`;
}

/** `path:line:column: FAIL gate, partition: what it says [key]`. */
export function textLine({ pair, label, message, finding, place }: ToldItem): string {
  const at = place ? `:${place.startLine}:${place.startColumn}` : "";
  const key = finding?.key === undefined ? "" : ` [${finding.key}]`;
  return `${nameLine(pair.notePath)}${at}: ${label} ${judgeOf(pair)}: ${oneLine(message)}${key}`;
}
