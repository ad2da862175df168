import type { ReviewerDecision } from "@review/db/vocabulary";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { type Finding, parseFindings } from "./findings/parse-findings.ts";
import { parseGateReview } from "./parse-gate-review.ts";
import { renderGateReview } from "./render-gate-review.ts";

const decision = fc.constantFrom<ReviewerDecision[]>("pass", "warn", "fail", "error");
const hostileText = fc
  .array(
    fc.oneof(
      fc.string(),
      fc.constantFrom("## Result: PASS", "\n", "\r", "\r\n", "\u2028", "### Findings", "> ", "none", "-"),
    ),
  )
  .map((parts) => parts.join(""));

describe("renderGateReview", () => {
  it("renders the documented shape", () => {
    const text = renderGateReview({
      summary: "Two residues.\n",
      findings: [
        { severity: "warn", text: "jargon of\nthe source", quotes: ["first\nlines", "second"] },
        { text: "an observation", quotes: [] },
      ],
      suggestedRevision: "Generalize.",
      decision: "warn",
    });
    expect(text).toBe(`### Summary
Two residues.

### Findings
- WARN: jargon of
  the source
  > first
  > lines

  > second
- an observation

### Suggested Revision
Generalize.

## Result: WARN`);
  });

  it("says so when there are no findings, and leaves out a revision that is not given", () => {
    expect(renderGateReview({ summary: "Fine.", findings: [], decision: "pass" })).toBe(
      "### Summary\nFine.\n\n### Findings\nNone.\n\n## Result: PASS",
    );
  });

  it("is accepted with its own decision, whatever the texts", () => {
    const finding = fc.record({ severity: decision, text: hostileText, quotes: fc.array(hostileText) });
    fc.assert(
      fc.property(
        hostileText,
        fc.array(finding),
        hostileText,
        decision,
        (summary, findings, revision, decided) => {
          const text = renderGateReview({
            summary,
            findings,
            suggestedRevision: revision,
            decision: decided,
          });
          const parsed = parseGateReview(text);
          // A result that is not that of the worst finding is refused, and a finding that is an error; nothing else is.
          const order = ["pass", "warn", "fail"];
          const worst = Math.max(0, ...findings.map(({ severity }) => order.indexOf(severity)));
          const code = findings.some(({ severity }) => severity === "error")
            ? "unknown-severity"
            : order.indexOf(decided) !== worst && "result-contradicts-findings";
          const isRefused = decided !== "error" && code;
          expect(parsed).toMatchObject(
            isRefused ? { ok: false, problem: { code } } : { ok: true, decision: decided },
          );
        },
      ),
    );
  });

  it.each(["none", " None.", "-", "0", "no issues found"])(
    "keeps a finding that says %j a finding",
    (text) => {
      const review = { summary: "s", findings: [{ severity: "fail" as const, text, quotes: [] }] };
      expect(parseGateReview(renderGateReview({ ...review, decision: "fail" }))).toMatchObject({ ok: true });
    },
  );

  it("renders findings that can be read back", () => {
    const words = fc.stringMatching(/^[a-z]{1,8}( [a-z]{1,8}){0,3}$/).filter((text) => text !== "none");
    const finding = fc.oneof(
      fc.record({ text: words, quotes: fc.array(words) }),
      fc.record({ severity: decision, text: words, quotes: fc.array(words) }),
    );
    fc.assert(
      fc.property(fc.array(finding), (findings: Finding[]) => {
        expect(parseFindings(renderGateReview({ summary: "s", findings, decision: "warn" }))).toEqual(
          findings,
        );
      }),
    );
  });
});
