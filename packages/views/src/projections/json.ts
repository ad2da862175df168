import { jsonText } from "../printed/json-text.ts";
import type { ReportDocument } from "../report/report-document.ts";

/** The document itself, pair by pair: all of it might not fit into one string. */
export function* json({ pairs, ...report }: ReportDocument): Generator<string> {
  yield `${jsonText({ schema: 1, ...report }).slice(0, -1)},"pairs":[`;
  for (const [index, pair] of pairs.entries()) yield `${index === 0 ? "" : ","}${jsonText(pair)}`;
  yield "]}\n";
}
