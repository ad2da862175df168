/** The forms in which a report leaves. */
export const REPORT_FORMATS = [
  "text",
  "json",
  "sarif",
  "junit",
  "github",
  "rdjsonl",
  "gitlab",
  "markdown",
] as const;

export type ReportFormat = (typeof REPORT_FORMATS)[number];
