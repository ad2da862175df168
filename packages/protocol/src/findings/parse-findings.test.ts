import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Finding, parseFindings } from "./parse-findings.ts";

function underHeading(list: string): string {
  return `### Summary\n- not a finding\n\n### Findings\n${list}\n\n### Suggested Revision\n- not a finding either`;
}

describe("parseFindings", () => {
  it.each<[string, string, Finding[]]>([
    ["one", "- WARN: wrong\n  > words", [{ severity: "warn", text: "wrong", quotes: ["words"] }]],
    [
      "several, with other markers",
      "* **FAIL:** a\n> q\n1. `error`: b\n+ [pass]: c",
      [
        { severity: "fail", text: "a", quotes: ["q"] },
        { severity: "error", text: "b", quotes: [] },
        { severity: "pass", text: "c", quotes: [] },
      ],
    ],
    ["no severity", "- Warn the reader first", [{ text: "Warn the reader first", quotes: [] }]],
    [
      "a long item with several quotations",
      "- WARN: first\n  second\n  > q1\n  > q2\n\n  > q3\n  third\n  - nested",
      [{ severity: "warn", text: "first second third - nested", quotes: ["q1\nq2", "q3"] }],
    ],
    ["CRLF", "- WARN: a\r\n  > q\r\n", [{ severity: "warn", text: "a", quotes: ["q"] }]],
    ["nothing, as a sentence", "None.", []],
    ["nothing, as an item", "- None.", []],
    ["a quotation before any item", "> q", []],
  ])("reads %s", (_case, list, findings) => {
    expect(parseFindings(underHeading(list))).toEqual(findings);
  });

  it("finds nothing without the heading", () => {
    expect(parseFindings("- WARN: wrong")).toEqual([]);
  });

  it("takes any string", () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom("### Findings", "- WARN: a", "  > q", "", "# x", "- "),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines.join("\n");
        for (const finding of parseFindings(text)) {
          for (const quote of finding.quotes) expect(typeof quote).toBe("string");
        }
      }),
    );
  });
});
