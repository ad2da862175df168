// Answers that a reviewer should not give.
import fc from "fast-check";
import { renderBundle } from "../../packages/protocol/dist/index.js";

export const TOKEN = "1f2e3d4c";
export const NOTES = ["notes/a.md", "notes/ü b.md"];
export const GATES = ["prose/clarity", "claims/title"];
export const REVIEW = "### Summary\nJudged.\n\n### Findings\n- WARN: this\n  > that\n\n## Result: WARN";

/** @param {string} token @param {string} [text] */
export const goodBundle = (token, text = REVIEW) =>
  renderBundle(
    token,
    NOTES.map((notePath) => ({ notePath, reviews: GATES.map((gateId) => ({ gateId, text })) })),
  );

const names = fc.constantFrom(...NOTES, ...GATES, "notes/other.md", "prose/other", "", " ===");
const tokens = fc.constantFrom(TOKEN, TOKEN, TOKEN, "00000000", "TOKEN");
const kinds = fc.constantFrom("NOTE START", "NOTE END", "GATE REVIEW START", "GATE REVIEW END");
const sentinel = fc
  .tuple(kinds, tokens, names)
  .map(([kind, token, name]) => `=== ${kind} ${token}: ${name} ===`);
const result = fc.constantFrom(
  ...[
    "## Result: PASS",
    "## Result: WARN",
    "## Result: FAIL",
    "## Result: ERROR",
    "## Result: PASS|WARN|FAIL|ERROR",
  ],
  ...["## Result: pass", " ## Result: PASS", "> ## Result: PASS", "## Result: PASS.", "## Result:PASS"],
);
const line = fc.oneof(
  sentinel,
  result,
  fc.string({ unit: "binary" }),
  fc.constantFrom("", "text", "\u2028", "\uFEFF"),
);
const lineEnd = fc.constantFrom("\n", "\n", "\n", "\r\n", " \n", "\r", "");

export const mixture = fc.array(fc.tuple(line, lineEnd)).map((lines) => lines.flat().join(""));
export const randomBytes = fc.uint8Array({ maxLength: 4_000 }).map((bytes) => Buffer.from(bytes).toString());

/** A good bundle, perhaps among those of other runs, with some edits of lines and characters. */
export const damagedBundle = fc
  .record({
    before: fc.constantFrom("", goodBundle("00000000"), "=== NOTE START TOKEN: notes/a.md ===\n"),
    edits: fc.array(
      fc.record({
        how: fc.constantFrom("cut", "double", "move", "insert", "overwrite"),
        at: fc.nat(),
        to: fc.nat(),
        line,
      }),
      { maxLength: 5 },
    ),
    lineEnd: fc.constantFrom("\n", "\r\n"),
    marks: fc.boolean(),
  })
  .map(({ before, edits, lineEnd, marks }) => {
    const lines = `${before}${goodBundle(TOKEN)}`.split("\n");
    for (const { how, at, to, line } of edits) {
      const here = at % (lines.length + 1);
      if (how === "cut") lines.splice(here, (to % 3) + 1);
      if (how === "double") lines.splice(to % (lines.length + 1), 0, ...lines.slice(here, here + 3));
      if (how === "move") lines.splice(to % (lines.length + 1), 0, ...lines.splice(here, 1));
      if (how === "insert") lines.splice(here, 0, line);
      if (how === "overwrite") lines[here] = `${(lines[here] ?? "").slice(0, to % 40)}${line}`;
    }
    return `${marks ? "\uFEFF" : ""}${lines.join(lineEnd)}`;
  });

/** What a megabyte may be full of. */
export const REPEATED = {
  "line breaks": "\n",
  "one long line": "x",
  "result lines": "## Result: PASS\n",
  tokens: `${TOKEN}: `,
  "gate sentinels": `=== GATE REVIEW START ${TOKEN}: ${GATES[0]} ===\n`,
  "note sentinels": `=== NOTE START ${TOKEN}: ${NOTES[0]} ===\n=== NOTE END ${TOKEN}: ${NOTES[0]} ===\n`,
  "unknown gates": `=== GATE REVIEW START ${TOKEN}: x ===\n=== GATE REVIEW END ${TOKEN}: x ===\n`,
  "good bundles": goodBundle(TOKEN),
  "spaces and sentinel beginnings": "=== NOTE START   \t \r\n",
};
