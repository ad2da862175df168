import type { ReviewerDecision } from "@review/db/vocabulary";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { FindingInput } from "./findings/finding-input.ts";
import { type GateReviewProblemCode, parseGateReview } from "./parse-gate-review.ts";

const A_WARN = "### Findings\n- WARN: so so";
const A_FAIL = "### Findings\n- FAIL: bad\n  > the words";
const SO_SO: FindingInput = { severity: "warn", message: "so so", quotes: [] };
const BAD: FindingInput = { severity: "fail", message: "bad", quotes: ["the words"] };

describe("parseGateReview", () => {
  it.each<[string, ReviewerDecision, string, ...FindingInput[]]>([
    ["Fine.\n\n## Result: PASS", "pass", "Fine."],
    [`Hm.\n\n${A_WARN}\n## Result: WARN\n`, "warn", `Hm.\n\n${A_WARN}`, SO_SO],
    [`\n\n${A_FAIL}\n\n\n## Result: FAIL \t\n\n\n`, "fail", A_FAIL, BAD],
    [`${A_FAIL}\n- WARN: so so\n## Result: FAIL`, "fail", `${A_FAIL}\n- WARN: so so`, BAD, SO_SO],
    ["\uFEFFNo.\r\nFile.\r\n## Result: ERROR  \r\n\r\n", "error", "No.\nFile."],
    ["a\r## Result: FAIL\r\nb\r\n## Result: PASS", "pass", "a\r## Result: FAIL\nb"],
    [
      "> ## Result: FAIL\n  ## Result: FAIL\ntext ## Result: FAIL\n## Result: PASS",
      "pass",
      "> ## Result: FAIL\n  ## Result: FAIL\ntext ## Result: FAIL",
    ],
    [
      "### Findings\n- PASS: fine\n- as it is\n## Result: PASS",
      "pass",
      "### Findings\n- PASS: fine\n- as it is",
    ],
    [
      "### Findings\nNone.\n\n### Notes\n- FAIL: of another\n## Result: PASS",
      "pass",
      "### Findings\nNone.\n\n### Notes\n- FAIL: of another",
    ],
    [
      "### Result: FAIL\n## result: fail\n## Result\n## Result: PASS",
      "pass",
      "### Result: FAIL\n## result: fail\n## Result",
    ],
  ])("accepts %j", (text, decision, rationaleMarkdown, ...findings) => {
    expect(parseGateReview(text)).toEqual({ ok: true, decision, rationaleMarkdown, findings });
  });

  it.each<[string, GateReviewProblemCode]>([
    ["", "empty-block"],
    [" \r\n\t\n\uFEFF", "empty-block"],
    ["\n## Result: PASS\n", "empty-block"],
    ["\uFEFF## Result: PASS", "empty-block"],
    ["\u200B\u2060\u00AD\n\n## Result: PASS", "empty-block"],
    ["I looked at the note.", "missing-result"],
    ["text\nResult: PASS", "missing-result"],
    ["text\n**Result: PASS**", "missing-result"],
    ["text\n ## Result: PASS", "missing-result"],
    ["text\n## result: PASS", "missing-result"],
    ["text ## Result: PASS", "missing-result"],
    ["text\n## Result: PASS\n## Result: PASS", "several-results"],
    ["text\n## Result: FAIL\nmore\n## Result: PASS", "several-results"],
    ["\uFEFF## Result: FAIL\nmore\n## Result: PASS", "several-results"],
    ["text\n```\n## Result: FAIL\n```\n## Result: PASS", "several-results"],
    ["text\r\n## Result: FAIL\r\n## Result: PASS", "several-results"],
    ["text\n## Result: PASS|WARN|FAIL|ERROR\n## Result: PASS", "several-results"],
    ["text\n## Result: PASS|WARN|FAIL|ERROR", "unknown-result"],
    ["text\n## Result: pass", "unknown-result"],
    ["text\n## Result: PASSED", "unknown-result"],
    ["text\n## Result: PASS.", "unknown-result"],
    ["text\n## Result:PASS", "unknown-result"],
    ["text\n## Result:  PASS", "unknown-result"],
    ["text\n## Result: UNKNOWN", "unknown-result"],
    ["text\n## Result:", "unknown-result"],
    ["text\n## Result: PASS\nbut see below", "result-not-last"],
    ["## Result: PASS\n\ntext", "result-not-last"],
    ["text\n## Result: PASS\n=== GATE REVIEW END 1f2e3d4c: a/b ===", "result-not-last"],
    ["### Findings\n- FAIL: bad\n## Result: PASS", "result-contradicts-findings"],
    ["### Findings\n- WARN: so so\n## Result: FAIL", "result-contradicts-findings"],
    ["### Findings\n- so so\n## Result: WARN", "result-contradicts-findings"],
    ["It would WARN: so so\n## Result: WARN", "result-contradicts-findings"],
    ["Bad.\n## Result: FAIL", "result-contradicts-findings"],
    ["### Findings\n- PASS: fine\n- **WARN**: so so\n## Result: PASS", "result-contradicts-findings"],
    ["### Findings\n- WARN: so so\n- FAIL: bad\n## Result: WARN", "result-contradicts-findings"],
    ["### Findings\n- CRITICAL: bad\n## Result: PASS", "unknown-severity"],
    ["### Findings\n- ❌ bad\n## Result: PASS", "unknown-severity"],
    ["### Findings\n- WARN: so so\n- High: bad\n## Result: WARN", "unknown-severity"],
    ["### Findings\n- ERROR: bad\n## Result: PASS", "unknown-severity"],
    ["### Findings\n- ＦＡＩＬ: bad\n## Result: PASS", "result-contradicts-findings"],
  ])("refuses %j as %s", (text, code) => {
    expect(parseGateReview(text)).toMatchObject({ ok: false, problem: { code } });
  });

  it("tells an agent on one line how to mend it", () => {
    const shape =
      "end the review with exactly one line `## Result: PASS`, `## Result: WARN`, `## Result: FAIL` or `## Result: ERROR`";
    for (const text of [
      "",
      "text",
      "t\n## Result: A\u001b[0m",
      "t\n## Result: PASS\nx",
      "t\n## Result: A\n## Result: B",
    ]) {
      const result = parseGateReview(text);
      expect(result).toMatchObject({ ok: false, problem: { message: expect.stringContaining(shape) } });
      expect(result).toMatchObject({ ok: false, problem: { message: expect.stringMatching(/^\P{Cc}+$/u) } });
    }
  });

  it("takes any string, and decides only by a line that is there", () => {
    const part = fc.constantFrom("## Result:", " PASS", " FAIL", "\n", "\r", " ", "text", "\uFEFF", "`", ">");
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(part, { maxLength: 30 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, (anything) => {
        const result = parseGateReview(anything);
        if (!result.ok) return;
        const lines = anything.replace(/^\uFEFF/, "").split("\n");
        const resultLines = lines.filter((line) => line.startsWith("## Result:"));
        expect(resultLines.map((line) => line.trimEnd())).toEqual([
          `## Result: ${result.decision.toUpperCase()}`,
        ]);
        expect(lines.filter((line) => line.trim() !== "").at(-1)).toBe(resultLines[0]);
        expect(result.rationaleMarkdown).not.toBe("");
      }),
      { numRuns: 1000 },
    );
  });
});
