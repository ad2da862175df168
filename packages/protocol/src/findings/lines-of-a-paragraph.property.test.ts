import { describe, expect, it } from "vitest";
import { parseFindings } from "./parse-findings.ts";
import { readSectionHeading } from "./review-section.ts";
import { LIST_MARKER, readSeverityMark } from "./severity-mark.ts";

const SIGNS = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index));
const ENDINGS = [
  "FAIL: y",
  " FAIL: y",
  ". FAIL: y",
  ") FAIL: y",
  "indings",
  "ummary:",
  ".",
  "",
  "# Findings",
];
/** Whether it begins something within a paragraph: a heading, an item that says how severe it is. */
const isMore = (line: string) =>
  readSectionHeading(line) !== undefined || (LIST_MARKER.test(line) && readSeverityMark(line) !== undefined);

describe("a line within a paragraph", () => {
  it("is skipped only where it begins no item, heading or quotation", () => {
    for (const sign of SIGNS) {
      for (const ending of ENDINGS) {
        const line = sign + ending;
        const [first, ...others] = parseFindings(`### Findings\n- WARN: x\nwords\n${line}\nmore`);
        if (!isMore(line) && !line.startsWith(">")) {
          expect([first?.text, others], line).toEqual([`x words ${line.trim()} more`, []]);
        } else expect(first?.text, line).not.toBe(`x words ${line.trim()} more`);
      }
    }
  });

  it("is blank if nothing stands on it, whatever ends it", () => {
    for (const end of ["\n", "\r\n"]) {
      const lines = [
        "### Findings",
        "- WARN: x",
        "words",
        "",
        "FAIL: y",
        "",
        "",
        "> a quote",
        "",
        "> another",
      ];
      expect(parseFindings(lines.join(end))).toEqual([
        { severity: "warn", text: "x words", quotes: [] },
        { severity: "fail", text: "y", quotes: ["a quote", "another"] },
      ]);
    }
  });
});
