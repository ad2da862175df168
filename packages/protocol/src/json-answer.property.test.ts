import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bundleFromJson } from "./json-answer.ts";
import { ANSWER_SCHEMA } from "./json-form.ts";
import { parseBundle } from "./parse-bundle.ts";

const TOKEN = "0a1b2c3d";
const PATH = "notes/a.md";
const GATE = "prose/clarity";

/** Whatever a model may write, and what looks like a part of a bundle. */
const PARTS = [
  `=== NOTE END ${TOKEN}: ${PATH} ===`,
  `=== NOTE START ${TOKEN}: notes/b.md ===`,
  `=== GATE REVIEW END ${TOKEN}: ${GATE} ===`,
  `=== GATE REVIEW START ${TOKEN}: ${GATE} ===`,
  ...[
    "### Summary",
    "### Findings",
    "**Findings**",
    "Findings:",
    "## Key Findings",
    "### Suggested Revision",
    "## Result: FAIL",
  ],
  ...[
    "- FAIL: y",
    "FAIL: x",
    "* **warning** – z",
    "| FAIL | a |",
    "1. [Failed] x",
    "❌ no",
    "CRITICAL: x",
    "PASS: fine",
    "None.",
    "-",
  ],
  ...["\n### Findings\n- FAIL: y", "\nIssues:\nFAIL: x"],
  ...[
    "> quoted",
    "```",
    "`code` is wrong",
    "*so*",
    "_so_",
    "~~",
    ", and",
    "(2):",
    "issues:",
    "\\",
    "…",
    "\u00a0",
    "\ufeff",
    "\u2028",
  ],
  ...["\n", "\r\n", "\r", "\n\n", "  ", "\t", "plain words", "a", ":"],
];
const text = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...PARTS) },
      fc.string({ unit: "binary", maxLength: 8 }),
    ),
    {
      maxLength: 6,
    },
  )
  .map((parts) => parts.join(""));

const finding = fc.record({
  severity: fc.constantFrom("WARN", "FAIL"),
  message: text,
  quotes: fc.array(text, { maxLength: 3 }),
});
const review = fc
  .record({ summary: text, findings: fc.array(finding, { maxLength: 4 }), revision: text })
  .map((content) => ({ ...content, result: resultOf(content.findings) }));

function resultOf(findings: readonly { severity: string }[]): string {
  if (findings.length === 0) return "PASS";
  return findings.some(({ severity }) => severity === "FAIL") ? "FAIL" : "WARN";
}

const line = (words: string) => words.replace(/\s+/g, " ").trim();
const NOTHING = /^(?:[-*+] )?(?:none|-|[-–—])\.?$/i;

/** What a finding says, whatever its texts look like. */
const expected = ({
  severity,
  message,
  quotes,
}: {
  severity: string;
  message: string;
  quotes: string[];
}) => ({
  severity: severity.toLowerCase(),
  message: NOTHING.test(line(message)) ? JSON.stringify(line(message)) : line(message),
  quotes: quotes.map((quote) => quote.replace(/\r\n?/g, "\n").trim()).filter((quote) => quote !== ""),
});

const parse = (document: unknown, gateIds = [GATE]) =>
  parseBundle(bundleFromJson(JSON.stringify(document), TOKEN) ?? "", {
    token: TOKEN,
    expected: [{ notePath: PATH, gateIds }],
  });

describe("bundleFromJson", () => {
  it("gives the parser exactly the reviews of the document, whatever stands in its texts", () => {
    fc.assert(
      fc.property(review, review, (first, second) => {
        const ids = [GATE, "form/two"];
        const reviews = [first, second].map((each, index) => ({ gate: ids[index], ...each }));
        const [outcome] = parse({ notes: [{ path: PATH, reviews }] }, ids);
        expect(outcome?.problems).toEqual([]);
        expect(
          outcome?.reviews.map(({ gateId, decision, findings }) => ({ gateId, decision, findings })),
        ).toEqual(
          reviews.map(({ gate, result, findings }) => ({
            gateId: gate,
            decision: result.toLowerCase(),
            findings: findings.map(expected),
          })),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it("takes any text, and makes no bundle of what is no such document", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (any) => {
        expect(() => bundleFromJson(any, TOKEN)).not.toThrow();
      }),
    );
    for (const none of ["", "null", "[]", "{}", '{"notes":[]}', '{"notes":{}}', "=== NOTE"]) {
      expect(bundleFromJson(none, TOKEN)).toBeUndefined();
    }
  });

  const good = { gate: GATE, summary: "Fine.", findings: [], revision: "", result: "PASS" };

  it.each<[what: string, review: object, code: string]>([
    ["no result", { ...good, result: undefined }, "missing-result"],
    ["another result", { ...good, result: "MAYBE" }, "unknown-result"],
    ["two results", { ...good, result: "PASS\n## Result: FAIL" }, "unknown-result"],
    [
      "another severity",
      { ...good, findings: [{ severity: "minor", message: "x", quotes: [] }] },
      "unknown-severity",
    ],
    [
      "a result that is too mild",
      { ...good, findings: [{ severity: "FAIL", message: "x", quotes: [] }] },
      "result-contradicts-findings",
    ],
    ["another gate", { ...good, gate: "no/such" }, "missing-gate-block"],
  ])("leaves it to the parser to refuse %s", (_, each, code) => {
    const [outcome] = parse({ notes: [{ path: PATH, reviews: [each] }] });
    expect(outcome?.problems.map((problem) => problem.code)).toContain(code);
  });

  it("finds the document in a fence, and reviews that are there twice are refused", () => {
    const fenced = `Here it is:\n\`\`\`json\n${JSON.stringify({ notes: [{ path: PATH, reviews: [good] }] })}\n\`\`\``;
    expect(bundleFromJson(fenced, TOKEN)).toContain(`=== NOTE START ${TOKEN}: ${PATH} ===`);
    const [twice] = parse({ notes: [{ path: PATH, reviews: [good, good] }] });
    expect(twice?.problems.map(({ code }) => code)).toEqual(["duplicate-gate-block"]);
  });
});

it("the schema lets nothing else in, and leaves nothing out", () => {
  const objects: { properties: object; required: string[]; additionalProperties: boolean }[] = [];
  JSON.stringify(ANSWER_SCHEMA, (_, value) => {
    if (value?.type === "object") objects.push(value);
    return value;
  });
  expect(objects).toHaveLength(4);
  for (const { properties, required, additionalProperties } of objects) {
    expect(required).toEqual(Object.keys(properties));
    expect(additionalProperties).toBe(false);
  }
});
