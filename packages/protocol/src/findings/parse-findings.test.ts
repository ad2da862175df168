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

  it("finds what is marked without the heading, but not in a suggestion", () => {
    expect(parseFindings("All good.\n- fine\n- WARN: wrong\n\n### Suggested Revision\n- FAIL: x")).toEqual([
      { severity: "warn", text: "wrong", quotes: [] },
    ]);
  });

  const found = { severity: "fail", text: "wrong", quotes: ["q"] };
  it.each([
    "### Issues",
    "### Key Findings",
    "## Problem 1:",
    "**Issues**",
    "Key findings:",
    "### 🔍 Findings",
  ])("finds what is marked under %j, although the list says that there is none", (heading) => {
    const [one, list] = [`${heading}\n- FAIL: wrong\n  > q`, "### Findings\nNone."];
    expect(parseFindings(`Fine.\n- WARN: meant\n\n${one}\n\n${list}`)).toEqual([found]);
    expect(parseFindings(`${list}\n\n${one}\n\n**Summary**\n- WARN: meant`)).toEqual([found]);
    expect(parseFindings(`${list}\n\n### Suggested Revision\nx\n\n#### Issues\n- WARN: meant`)).toEqual([]);
  });

  it.each([
    "### Finding 1: FAIL: wrong\n> q",
    "### Finding 1\nFAIL: wrong\n> q",
    "#### Finding\n- FAIL: wrong\n> q",
  ])("finds %j without a list", (text) =>
    expect(parseFindings(`### Summary\nFine.\n\n${text}`)).toEqual([found]),
  );

  it.each([
    "nothing here would FAIL: all good",
    "nothing here would\nFAIL: all good",
    "- nothing here would FAIL: all good",
    "- Warn the reader first",
    "- Failing fast is what it asks for",
    "- fail-safe: the note says so",
    '- "FAIL" is what the note calls it',
    "- WARN: none",
    "> FAIL: words",
  ])("takes %j for no finding", (line) => {
    for (const text of [line, `### Findings\n${line}`, `### Findings\n- PASS: fine\n  > words\n\n${line}`])
      expect(
        parseFindings(text).filter(({ severity }) => severity === "fail" || severity === "warn"),
      ).toEqual([]);
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
