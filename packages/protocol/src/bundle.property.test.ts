import { saysSomething } from "@review/db/guards";
import type { ReviewerDecision } from "@review/db/vocabulary";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderResultLine } from "./decision.ts";
import { normalizeLineBreaks } from "./lines.ts";
import { type ExpectedNote, parseBundle } from "./parse-bundle.ts";
import { renderBundle } from "./render-bundle.ts";

const TOKEN = "1f2e3d4c";

const name = fc.oneof(
  fc.stringMatching(/^[^\r\n]*$/),
  fc.constantFrom("notes/a b.md", "ä ===", "=== NOTE END ===", "__proto__", "notes/日本.md"),
);
const decision = fc.constantFrom<ReviewerDecision[]>("pass", "warn", "fail", "error");
const rationale = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("\n", "\r\n", "=== NOTE END 00000000: a ===", "> ## Result: PASS", "- "),
    ),
  )
  .map((parts) => parts.join(""))
  // A sign such as 🟠 may mean a severity, which is refused: how one is read has tests of its own.
  .filter((text) => !/[\p{So}\p{Extended_Pictographic}]/u.test(text))
  .filter((text) => saysSomething(text) && !text.includes(TOKEN) && !/^\uFEFF?## Result:/m.test(text));

/** A text whose findings are what the decision asks for. */
const judged = (decided: ReviewerDecision, text: string) =>
  decided === "warn" || decided === "fail"
    ? `${text}\n### Findings\n- ${decided.toUpperCase()}: found`
    : text;
const review = fc
  .record({ gateId: name, decision, rationale })
  .map((made) => ({ ...made, rationale: judged(made.decision, made.rationale) }));
interface AnsweredNote {
  readonly notePath: string;
  readonly reviews: readonly {
    readonly gateId: string;
    readonly decision: ReviewerDecision;
    readonly rationale: string;
  }[];
}
const answer: fc.Arbitrary<AnsweredNote[]> = fc.uniqueArray(
  fc.record({
    notePath: name,
    reviews: fc.uniqueArray(review, { selector: ({ gateId }) => gateId, maxLength: 4 }),
  }),
  { selector: ({ notePath }) => notePath, maxLength: 4 },
);

function renderAnswer(notes: readonly AnsweredNote[]): string {
  return renderBundle(
    TOKEN,
    notes.map(({ notePath, reviews }) => ({
      notePath,
      reviews: reviews.map((one) => ({
        gateId: one.gateId,
        text: `${one.rationale}\n${renderResultLine(one.decision)}`,
      })),
    })),
  );
}

function expectNotes(notes: readonly AnsweredNote[]): ExpectedNote[] {
  return notes.map(({ notePath, reviews }) => ({ notePath, gateIds: reviews.map(({ gateId }) => gateId) }));
}

/** Lines that look like parts of the grammar, for this token and others, for gates asked for and not. */
const grammarLine = fc
  .record({
    kind: fc.constantFrom("NOTE START", "NOTE END", "GATE REVIEW START", "GATE REVIEW END"),
    token: fc.constantFrom(TOKEN, TOKEN, "00000000", "TOKEN"),
    subject: fc.constantFrom("a.md", "b.md", "c.md", "l/one", "l/two", "l/three"),
  })
  .map(({ kind, token, subject }) => `=== ${kind} ${token}: ${subject} ===`);
const anyLine = fc.oneof(
  grammarLine,
  fc.string(),
  fc.constantFrom(
    "",
    "## Result: PASS",
    "## Result: FAIL",
    "## Result: PASS|WARN|FAIL|ERROR",
    "> ## Result: WARN",
  ),
);

const GOOD_ANSWER: readonly AnsweredNote[] = ["a.md", "b.md"].map((notePath) => ({
  notePath,
  reviews: ["l/one", "l/two"].map((gateId) => ({
    gateId,
    decision: "warn",
    rationale: `${gateId} of\n\n${notePath}\n### Findings\n- WARN: found`,
  })),
}));

interface Mutation {
  readonly kind: "delete" | "duplicate" | "swap" | "insert";
  readonly at: number;
  readonly other: number;
  readonly line: string;
}

function someMutations(line: fc.Arbitrary<string>): fc.Arbitrary<Mutation[]> {
  const kind = fc.constantFrom<Mutation["kind"][]>("delete", "duplicate", "swap", "insert");
  return fc.array(fc.record({ kind, at: fc.nat(40), other: fc.nat(40), line }), { maxLength: 6 });
}

function mutateLines(lines: readonly string[], { kind, at, other, line }: Mutation): string[] {
  const here = lines[at];
  const there = lines[other];
  if (kind === "insert") return lines.toSpliced(at, 0, line);
  if (here === undefined) return [...lines];
  if (kind === "delete") return lines.toSpliced(at, 1);
  if (kind === "duplicate") return lines.toSpliced(other, 0, here);
  return there === undefined ? [...lines] : lines.with(at, there).with(other, here);
}

/** Holds for every text: reviews only for what was asked, each standing in the text, and complete or with a problem. */
function expectHonest(text: string, expected: readonly ExpectedNote[]): void {
  const outcomes = parseBundle(text, { token: TOKEN, expected });
  expect(outcomes.map(({ notePath }) => notePath)).toEqual(expected.map(({ notePath }) => notePath));
  const normalized = normalizeLineBreaks(text);
  for (const [index, { reviews, problems, notePath }] of outcomes.entries()) {
    const asked = expected[index]?.gateIds ?? [];
    const answered = reviews.map(({ gateId }) => gateId);
    expect(answered).toEqual(asked.filter((gateId) => answered.includes(gateId)));
    if (problems.length === 0) expect(answered).toEqual(asked);
    for (const one of reviews) {
      expect(normalized).toContain(`\n${renderResultLine(one.decision)}`);
      expect(normalized).toContain(one.rationaleMarkdown);
      expect(one.rationaleMarkdown).not.toBe("");
    }
    for (const problem of problems) {
      expect(problem.notePath).toBe(notePath);
      expect(problem.message).toMatch(/^[^\r\n]+$/);
    }
  }
}

describe("the bundle grammar", () => {
  it("reads back what was rendered", () => {
    fc.assert(
      fc.property(answer, (notes) => {
        const outcomes = parseBundle(renderAnswer(notes), { token: TOKEN, expected: expectNotes(notes) });
        expect(outcomes).toEqual(
          notes.map(({ notePath, reviews }) => ({
            notePath,
            reviews: reviews.map((one) => ({
              gateId: one.gateId,
              decision: one.decision,
              rationaleMarkdown: normalizeLineBreaks(one.rationale).trim(),
              findings: ["warn", "fail"].includes(one.decision)
                ? [{ severity: one.decision, message: "found", quotes: [] }]
                : [],
            })),
            problems: [],
            range: { start: expect.any(Number), end: expect.any(Number) },
          })),
        );
      }),
    );
  });

  it("finds nothing in an answer to another prompt", () => {
    fc.assert(
      fc.property(answer, (notes) => {
        const outcomes = parseBundle(renderAnswer(notes), {
          // Not the token of the forged lines among the texts.
          token: "ffffffff",
          expected: expectNotes(notes),
        });
        for (const { reviews, problems } of outcomes) {
          expect(reviews).toEqual([]);
          expect(problems.map(({ code }) => code)).toEqual(["missing-note-block"]);
        }
      }),
    );
  });

  it("takes any string and any token", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (text, token) => {
        parseBundle(text, { token, expected: expectNotes(GOOD_ANSWER) });
        parseBundle(text + token + text, { token, expected: expectNotes(GOOD_ANSWER) });
      }),
    );
  });

  it("stays honest about any mixture of grammatical lines", () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 40 }), (lines) => {
        expectHonest(lines.join("\n"), expectNotes(GOOD_ANSWER));
      }),
      { numRuns: 1000 },
    );
  });

  it("stays honest about a good bundle however it is damaged", () => {
    const breaks = fc.constantFrom("\n", "\r\n", " \n");
    fc.assert(
      fc.property(someMutations(anyLine), breaks, (mutations, lineBreak) => {
        const lines = mutations.reduce<string[]>(mutateLines, renderAnswer(GOOD_ANSWER).split("\n"));
        expectHonest(lines.join(lineBreak), expectNotes(GOOD_ANSWER));
      }),
      { numRuns: 2000 },
    );
  });

  it("keeps the damage to one note away from the other", () => {
    const [damaged, intact] = GOOD_ANSWER.map((one) => renderAnswer([one]));
    // Lines without the other note's name: those would be damage to the other note.
    const line = anyLine.filter((text) => !text.includes("b.md"));
    fc.assert(
      fc.property(someMutations(line), (mutations) => {
        const lines = mutations.reduce<string[]>(mutateLines, (damaged ?? "").split("\n"));
        const text = `${lines.join("\n")}\n${intact}`;
        const outcome = parseBundle(text, { token: TOKEN, expected: expectNotes(GOOD_ANSWER) })[1];
        expect(outcome).toMatchObject({ notePath: "b.md", problems: [] });
        expect(outcome?.reviews).toHaveLength(2);
      }),
      { numRuns: 1000 },
    );
  });
});
