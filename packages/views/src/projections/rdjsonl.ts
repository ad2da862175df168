import { jsonText } from "../printed/json-text.ts";
import type { ReportDocument, ReportedPlace } from "../report/report-document.ts";
import { withoutLinks } from "./markdown-text.ts";
import { judgeOf, type ToldItem, toldItems } from "./told-items.ts";

/** Reviewdog Diagnostic Format, one diagnostic a line: columns count bytes of UTF-8 from 1, and an end is behind the last one. */
export function* rdjsonl(report: ReportDocument): Generator<string> {
  for (const item of toldItems(report)) yield `${jsonText(toDiagnostic(item))}\n`;
}

function toDiagnostic({ pair, level, message, place, finding }: ToldItem): object {
  const others = finding?.quotes.filter((quote) => quote.place && quote.place !== place) ?? [];
  return {
    message: withoutLinks(`${message} (${judgeOf(pair)})`),
    location: locationOf(pair.notePath, place),
    severity: level === "error" ? "ERROR" : "WARNING",
    source: { name: "review" },
    code: { value: codeOf(pair.gateId) },
    ...(others.length > 0 && {
      related_locations: others.map((quote) => ({
        message: "quoted, too",
        location: locationOf(pair.notePath, quote.place),
      })),
    }),
  };
}

/** Reviewdog writes `<CODE>` into a comment: a gate's id that could be a tag or an address there begins with something invisible. */
const codeOf = (gateId: string) =>
  /^[\p{L}\p{N}/._-]+$/u.test(gateId) ? gateId : `\u200b${withoutLinks(gateId)}`;

function locationOf(path: string, place: ReportedPlace | undefined): object {
  if (!place) return { path };
  const { startLine, startByteColumn, endLine, endByteColumn } = place;
  return {
    path,
    range: {
      start: { line: startLine, column: startByteColumn },
      end: { line: endLine, column: endByteColumn },
    },
  };
}
