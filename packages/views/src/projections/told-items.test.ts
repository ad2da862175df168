import { expect, it } from "vitest";
import type { ReportDocument } from "../report/report-document.ts";
import { toldItems } from "./told-items.ts";

const at = (line: number) =>
  ({
    startLine: line,
    startColumn: 1,
    endLine: line,
    endColumn: 5,
  }) as ReportDocument["pairs"][number]["findings"][number]["quotes"][number]["place"];

it("stands where words of a finding still do, before where others are gone", () => {
  const quotes = [
    { text: "gone", place: at(3), isGone: true as const },
    { text: "here", place: at(9) },
  ];
  const lineOf = (some: typeof quotes) => {
    const findings = [{ severity: "warn" as const, message: "m", quotes: some }];
    const report = { pairs: [{ notePath: "a.md", gateId: "g", findings }] } as unknown as ReportDocument;
    return [...toldItems(report)][0]?.place?.startLine;
  };
  expect(lineOf(quotes)).toBe(9);
  expect(lineOf(quotes.slice(0, 1))).toBe(3);
});
