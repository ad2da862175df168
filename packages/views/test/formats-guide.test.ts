import { readFileSync } from "node:fs";
import { modelPartition } from "@review/lifecycle";

import { expect, it } from "vitest";
import { REPORT_FORMATS, type ReportFormat } from "../src/projections/formats.ts";
import { PROJECTIONS } from "../src/projections/projections.ts";
import type { ReportDocument } from "../src/report/report-document.ts";

const page = new URL("../../../docs/formats.md", import.meta.url);

/** Of a note that says "The café 😀 is the best." on its third line. */
const REPORT: ReportDocument = {
  toolVersion: "1.0.0",
  gates: [{ gateId: "claims/evidence", name: "Evidence", text: "Does every claim have a source?" }],
  pairs: [
    {
      notePath: "notes/a.md",
      gateId: "claims/evidence",
      modelId: modelPartition("opus"),
      decision: "fail",
      findings: [
        {
          severity: "fail",
          message: "Who says so?",
          suggestion: "Name a source.",
          key: "1a2b3c4d5e6f7081",
          isNew: true,
          quotes: [
            {
              text: "is the best",
              place: {
                startLine: 3,
                startColumn: 13,
                endLine: 3,
                endColumn: 24,
                startOffset: 23,
                endOffset: 34,
                startByteColumn: 16,
                endByteColumn: 27,
              },
            },
          ],
        },
      ],
      problem: { kind: "failing", message: "fail: 1 finding counts" },
    },
  ],
};

const indented = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** What a page shows of the long formats. */
const EXCERPTS: Partial<Record<ReportFormat, (text: string) => string>> = {
  json: (text) => indented(JSON.parse(text).pairs[0]),
  sarif: (text) => indented(JSON.parse(text).runs[0].results[0]),
};

it("docs/formats.md shows what each format makes of a finding", async () => {
  let text = readFileSync(page, "utf8");
  for (const format of REPORT_FORMATS) {
    const written = [...PROJECTIONS[format](REPORT)].join("");
    const example = EXCERPTS[format]?.(written) ?? written;
    const fence = new RegExp(`(^## ${format}\\n(?:(?!^## )[^])*?^\`\`\`\\w+\\n)[^]*?(^\`\`\`$)`, "m");
    expect(text, format).toMatch(fence);
    text = text.replace(fence, (_, before, after) => `${before}${example}${after}`);
  }
  await expect(text).toMatchFileSnapshot("../../../docs/formats.md");
});
