import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Finding, MOST_ITEMS, parseFindings } from "./parse-findings.ts";
import { readFindings } from "./read-findings.ts";

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

  const underFindings = (text: string) => parseFindings(`### Findings\n${text}`);

  it.each([
    "CRITICAL: wrong",
    "**Critical** – wrong",
    "[HIGH] wrong",
    "[P1] wrong",
    "BLOCKER: wrong",
    "Severity: major - wrong",
    "❌ wrong",
    "**❌ wrong**",
    "⚠️ Minor: wrong",
    "1) 🔴 wrong",
    "Not met: wrong",
    "must-fix: wrong",
    "| High | wrong |",
    "PASS: FAIL: wrong",
  ])("takes the item %j for one whose severity is said in another way", (item) => {
    for (const line of [`- ${item}`, `* ${item}`, `\n${item}`]) {
      const [finding, ...others] = underFindings(line);
      expect(others).toEqual([]);
      expect(finding?.severity).toBeUndefined();
      expect(finding?.otherMark).toMatch(/./);
      expect(finding?.text).toContain("wrong");
    }
  });

  it.each([
    "Minor: a word",
    "Note: a word",
    "✅ fine",
    "High availability is claimed with a source",
    "High-level: fine",
    "Majority votes: fine",
    "The claim is critical: it has a source",
    '"CRITICAL" is what it says',
    "PASS: ❌ is the sign that the note uses",
    "❌ PASS: the sign is explained",
    "PASS: fail-safe is what it says",
    "PASS: PASS: fine",
    "PASS: failing fast is explained",
    "P1: the first paragraph is fine",
    "Critical: none",
    "High: 0",
    "**Critical issues:** none found.",
    "No critical issues",
  ])("takes the item %j for a remark or none", (item) => {
    for (const { severity = "pass", otherMark } of underFindings(`- ${item}`))
      expect([severity, otherMark]).toEqual(["pass", undefined]);
  });

  it.each([
    ["ＦＡＩＬ: wrong", "fail"],
    ["FА\u0406L: wrong", "fail"],
    ["ＦＡＩＬ wrong", "fail"],
    ["𝐅𝐀𝐈𝐋 – wrong", "fail"],
    ["🅵🅰🅸🅻: wrong", "fail"],
    ["F\u200bA\u0301IL: wrong", "fail"],
    ["ᴡᴀʀɴ: wrong", "warn"],
    ["❌ WАRN\u0418: no word of this spelling", undefined],
  ])("reads %j as a reader does", (item, severity) => {
    const [finding] = underFindings(`- ${item}`);
    expect(finding?.severity).toBe(severity);
    if (severity !== undefined) expect(finding?.text).toBe("wrong");
  });

  it("takes capitals in an item for a mark", () => {
    expect(underFindings("- BLOCKER wrong")).toMatchObject([{ otherMark: "BLOCKER", text: "wrong" }]);
    for (const item of ["- PASS/FAIL: wrong", "- PASS? **Fail**: wrong"])
      expect(underFindings(item)).toMatchObject([
        { otherMark: expect.stringMatching(/^PASS fail$/i), text: "wrong" },
      ]);
  });

  it("keeps the text behind look-alike letters as it is written", () => {
    const [finding] = underFindings("- FАIL: the wоrd ＡＢ is 𝐛𝐨𝐥𝐝");
    expect(finding?.text).toBe("the wоrd ＡＢ is 𝐛𝐨𝐥𝐝");
  });

  it.each(["#### Failures", "**Failed:**", "#### Failed findings (2)"])(
    "takes %j for the severity of the items below",
    (heading) => {
      const found = underFindings(`${heading}\n- one\n  > q\n- PASS: two\n- three\n\n#### Remarks\n- four`);
      expect(found.map(({ severity, text }) => [severity, text])).toEqual([
        ["fail", "one"],
        ["pass", "two"],
        ["fail", "three"],
        [undefined, "four"],
      ]);
      expect(underFindings(`${heading}\n- None.\n\n#### Remarks\n- four`)).toHaveLength(1);
      expect(underFindings(`${heading}\n- FAIL: one`)).toHaveLength(1);
    },
  );

  it("takes nothing below a severity with a text of its own for another of it", () => {
    const found = underFindings("#### Finding 1\n**Severity:** FAIL\nThe number.\n> q\n- a remark");
    expect(found.map(({ severity }) => severity)).toEqual(["fail", undefined]);
  });

  it("keeps a heading of which nothing comes, and what is quoted under none", () => {
    expect(underFindings("#### Failures")).toEqual([{ severity: "fail", text: "", quotes: [] }]);
    expect(underFindings("- FAIL: none\n  > q")).toMatchObject([{ severity: "fail", quotes: ["q"] }]);
  });

  it("takes a sign in the name of a section for decoration", () => {
    for (const heading of ["### ❌ Issues", "### ⚠️ Findings"])
      expect(parseFindings(`${heading}\nNone.`)).toEqual([]);
  });

  it("reads no more items than anybody looks at, and says that there are more", () => {
    const items = (count: number) => "- WARN: a\n".repeat(count);
    expect(parseFindings(`### Findings\n${items(MOST_ITEMS)}`)).toHaveLength(MOST_ITEMS);
    for (const list of [`### Findings\n${items(2 * MOST_ITEMS)}`, items(2 * MOST_ITEMS)]) {
      expect(parseFindings(list)).toHaveLength(MOST_ITEMS + 1);
      expect(readFindings("warn", list)).toMatchObject({
        findings: [],
        problems: [{ code: "too-many-findings" }],
      });
    }
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
