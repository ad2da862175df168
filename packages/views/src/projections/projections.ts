import type { ReportDocument } from "../report/report-document.ts";
import type { ReportFormat } from "./formats.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { json } from "./json.ts";
import { junit } from "./junit.ts";
import { markdown } from "./markdown.ts";
import { rdjsonl } from "./rdjsonl.ts";
import { sarif } from "./sarif.ts";
import { text } from "./text.ts";

/** How a report is written in each format: piece by piece, since all of it might not fit into one string. */
export const PROJECTIONS: Readonly<Record<ReportFormat, (report: ReportDocument) => Iterable<string>>> = {
  text,
  json,
  sarif,
  junit,
  github,
  rdjsonl,
  gitlab,
  markdown: (report) => markdown(report),
};
