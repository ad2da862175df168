import { describe, expect, it } from "vitest";
import { describeFindings } from "./describe-findings.ts";

describe("describeFindings", () => {
  it.each<[what: string, rationale: string, lines: string[]]>([
    [
      "each finding on one line",
      "### Summary\nTwo.\n\n### Findings\n- WARN: first\n  and more\n  > quote\n- FAIL: second\u001b[31m\n",
      ["WARN: first and more", "FAIL: second"],
    ],
    [
      "the first line of a text without a list",
      "### Summary\n\nAll of it is odd.\nReally.\n",
      ["WARN: All of it is odd."],
    ],
    ["nothing of a text without words", "### Summary\n\n### Findings\n", []],
  ])("gives %s", (_, rationale, lines) => {
    expect(describeFindings({ decision: "warn", rationaleMarkdown: rationale })).toEqual(lines);
  });
});
