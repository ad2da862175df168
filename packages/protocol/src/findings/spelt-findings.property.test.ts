import fc from "fast-check";
import { expect, it } from "vitest";
import { parseGateReview } from "../parse-gate-review.ts";
import { parseFindings } from "./parse-findings.ts";

const HEADINGS = [
  "### Findings",
  "## Findings",
  "# FINDINGS:",
  "### Findings (1)",
  "###   **Findings**",
  "**Findings**",
  "**Findings:**",
  "__Findings__:",
  "Findings:",
  "findings",
  "### Findings\n\n#### The first",
  "### Issues",
  "**Problems**",
  "",
];
const MARKERS = [
  "- ",
  "* ",
  "+ ",
  "1. ",
  "12) ",
  "(1) ",
  "a) ",
  "• ",
  "– ",
  "  - ",
  "\t* ",
  "      1. ",
  "- [ ] ",
  "- Line 3: ",
  "- Lines 3-5 – ",
  "- #1 ",
  "- Major ",
];
/** At the beginning of a paragraph. */
const UNLISTED = [
  "\n",
  "\n  ",
  "\n#### ",
  "\n❌ ",
  "\n| ",
  "\n| 1 | ",
  "\nFinding 1: ",
  "\nLine 3: ",
  "\n**Severity:** ",
];
const WORDS = {
  fail: ["FAIL", "fail", "Fail", "FAILED", "Failure", "fails"],
  warn: ["WARN", "warn", "Warn", "WARNING", "Warning", "warns"],
} as const;
/** How a word is marked in whatever letter case; `W` is the word. */
const MARKS = [
  "W: ",
  "W : ",
  "W:",
  "W – ",
  "W — ",
  "W - ",
  "W -- ",
  "W(s1): ",
  "W (line 3): ",
  "[W] ",
  "[W]: ",
  "(W) ",
  "**W**: ",
  "**W:** ",
  "**W** ",
  "*W* - ",
  "_W_: ",
  "__W__ ",
  "`W`: ",
  "**[W]** ",
  "W | ",
  "<b>W</b> ",
  "❌ W: ",
  "W：",
];
/** Marks of a word in capitals, in an item of a list. */
const LOUD = ["W ", "W. ", "W! ", "**W ", "W\n  "];

const spelt = fc.constantFrom("fail" as const, "warn" as const).chain((severity) => {
  const word = fc.constantFrom(...WORDS[severity]);
  const mark = fc.constantFrom(...MARKS);
  const marked = fc.tuple(fc.constantFrom(...MARKERS, ...UNLISTED), mark, word);
  const loud = fc.tuple(
    fc.constantFrom(...MARKERS),
    fc.constantFrom(...LOUD),
    fc.constant(severity.toUpperCase()),
  );
  return fc
    .oneof({ weight: 3, arbitrary: marked }, loud)
    .map(([marker, mark, word]) => ({ severity, line: `${marker}${mark.replace("W", word)}the words` }));
});

const above = fc.constantFrom("", "Fine.", "### Summary\nFine.\n", "### Summary\n- one\n- two\n");
const before = fc.constantFrom(
  "",
  "- PASS: fine\n  > words",
  "- a remark",
  "None.\n",
  "- WARN: other\n  > it\n",
);

it("a finding is one of its severity, however it is spelt, under whatever heading", () => {
  fc.assert(
    fc.property(above, fc.constantFrom(...HEADINGS), before, spelt, (above, heading, before, item) => {
      const text = [above, heading, before, item.line, "  > quoted"].join("\n");
      const found = parseFindings(text).at(-1);
      expect(found).toMatchObject({ severity: item.severity, quotes: ["quoted"] });
      expect(found?.text).toContain("the words");
      const review = `${text}\n\n## Result: PASS`;
      expect(parseGateReview(review)).toMatchObject({
        ok: false,
        problem: { code: "result-contradicts-findings" },
      });
    }),
    { numRuns: 5000 },
  );
});

it("a word further on in a line, or spoken of, marks nothing", () => {
  const marked = fc.constantFrom(...MARKS, ...LOUD).map((mark) => mark.replace("W", "FAIL"));
  const led = fc.constantFrom("It would ", "Nothing may ", '"', "Not a ", "Re");
  fc.assert(
    fc.property(fc.constantFrom(...MARKERS, ""), led, marked, (marker, lead, mark) => {
      const found = parseFindings(`### Findings\n${marker}${lead}${mark.trimEnd()} here`);
      expect(found.filter(({ severity }) => severity !== undefined)).toEqual([]);
    }),
  );
});

it("takes time in proportion to the line", () => {
  for (const part of ["- ", "[x]", "1. ", "<b>", "FAIL", "(", "*", "\u00a0", "a) "]) {
    expect(parseFindings(`### Findings\n- ${part.repeat(300_000)}`).length).toBeLessThanOrEqual(1);
  }
});
