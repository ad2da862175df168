import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findIgnores } from "./find-ignores.ts";

const COMMENT = "<!-- review-ignore prose/clarity: as agreed -->";

/** What the comments of a text cover. */
async function covered(text: string): Promise<string[]> {
  const { ignores, problems } = await findIgnores(text);
  expect(problems).toEqual([]);
  return ignores.map(({ start, end }) => text.slice(start, end));
}

async function problemsOf(text: string): Promise<string[]> {
  const { ignores, problems } = await findIgnores(text);
  expect(ignores).toEqual([]);
  return problems.map(({ line, message }) => `${line}: ${message}`);
}

describe("findIgnores", () => {
  it("finds what is named, why, and where", async () => {
    const text = `---\ntitle: A\n---\n# A\n\n<!--  Review-Ignore prose/clarity ,claims:  it is\n so: here-->\n\nOne\ntwo.\n\nThree.\n`;
    const start = text.indexOf("One");
    expect(await findIgnores(text)).toEqual({
      ignores: [
        {
          gateIds: ["prose/clarity", "claims"],
          reason: "it is so: here",
          start,
          end: start + "One\ntwo.".length,
          line: 6,
        },
      ],
      problems: [],
    });
  });

  it.each<[what: string, block: string, after: string]>([
    ["a paragraph", "One\ntwo.", "\n\nThree."],
    ["a heading alone", "## A heading", "\nText."],
    ["an underlined heading", "A heading\n---", "\nText."],
    ["a list", "- a\n\n- b\n  c", "\n\nText."],
    ["a table", "| a |\n|---|\n| b |", "\n\nText."],
    ["fenced code", "```\na\n\nb\n```", "\nText."],
    ["indented code", "    a\n\n    b", "\n\nText."],
    ["a quote", "> a\n>\n> b", "\n\nText."],
    ["HTML", "<div>\na\n</div>", "\n\nText."],
  ])("covers %s", async (_, block, after) => {
    expect(await covered(`Before.\n\n${COMMENT}\n${block}${after}\n`)).toEqual([block]);
    expect(await covered(`Before.\n\n${COMMENT}\n\n${block}${after}\n`)).toEqual([block]);
    expect(await covered(`${COMMENT}\r\n${block}${after}\n`.replaceAll(/\r?\n/g, "\r\n"))).toEqual([
      block.replaceAll("\n", "\r\n"),
    ]);
  });

  it.each(["{/* review-ignore prose/clarity: as agreed */}", "{/*\n\n  review-ignore\nclaims: b */}"])(
    "understands %j of MDX",
    async (comment) => {
      expect(await covered(`Before.\n\n${comment}\nOne\ntwo.\n\nThree.\n`)).toEqual(["One\ntwo."]);
      expect(await covered(`${comment}\n\n{/* other */}\n\n- a\n\n- b\n`)).toEqual(["- a\n\n- b"]);
      expect(await covered(`- a\n\n  ${comment.replaceAll("\n", "\n  ")}\n  b\n- c`)).toEqual(["  b"]);
      expect(await covered(`> ${comment.replaceAll("\n", "\n> ")}\n> b\n\nc`)).toEqual(["> b"]);
    },
  );

  it("covers the whole note with one of MDX at the top", async () => {
    const text = "{/* review-ignore-file claims: a translation */}\n\n# A\n";
    expect(await covered(text)).toEqual([text]);
  });

  it("covers the same block with several comments, and passes over others", async () => {
    expect(await covered(`${COMMENT}\n<!-- prettier-ignore -->\n${COMMENT}\n\nOne.\n\nTwo.`)).toEqual([
      "One.",
      "One.",
    ]);
  });

  it("looks for the block within the same item or quote", async () => {
    expect(await covered(`- a\n\n  ${COMMENT}\n  b\n\n  c\n- d`)).toEqual(["  b"]);
    expect(await covered(`> ${COMMENT}\n> b\n\nc`)).toEqual(["> b"]);
    expect(await problemsOf(`- a\n\n  ${COMMENT}\n- b`)).toEqual([expect.stringMatching(/^3: .*no block/)]);
  });

  it.each(["", "---\ntitle: A\n---\n", "\uFEFF", "<!-- a licence -->\n\n"])(
    "covers the whole note from the top of it, behind %j",
    async (head) => {
      const text = `${head}<!-- review-ignore-file claims: a translation -->\n# A\n\nText.\n`;
      expect(await covered(text)).toEqual([text]);
    },
  );

  it.each<[what: string, text: string]>([
    ["fenced code", `\`\`\`\n${COMMENT}\n\`\`\`\n\nText.`],
    ["fenced code of an item", `- a\n  ~~~\n  ${COMMENT}\n  ~~~\n\nText.`],
    ["indented code", `Text.\n\n    ${COMMENT}\n\nText.`],
    ["a code span", `Write \`${COMMENT}\` before it.`],
    ["escaped characters", `Write \\${COMMENT} before it.`],
    ["front matter", `---\na: ${COMMENT}\n---\nText.`],
    ["prose", "Write review-ignore before it."],
    ["a code span, as of MDX", "Write `{/* review-ignore a: b */}` before it."],
    ["fenced code, as of MDX", "```\n{/* review-ignore a: b */}\n```\n\nText."],
    ["an expression of MDX", "{/review-ignore a: b/}\n\nText."],
    ["another word", "<!-- review-ignored a: b -->\n\nText."],
  ])("takes none for a comment that stands in %s", async (_, text) => {
    expect(await findIgnores(text)).toEqual({ ignores: [], problems: [] });
  });

  const settlesNothing = "review-ignore settles nothing here: write it as a comment";
  it.each<[text: string, problem: string]>([
    [
      "<!-- review-ignore -->\nA.",
      "1: review-ignore names no gate; write <!-- review-ignore GATE: reason -->",
    ],
    ["A.\n\n<!-- review-ignore : why -->\nA.", "3: review-ignore names no gate; write"],
    ["<!-- review-ignore a, b -->\nA.", "1: review-ignore gives no reason; write"],
    [
      "<!-- review-ignore-file a:  -->\nA.",
      "1: review-ignore-file gives no reason; write <!-- review-ignore-file GATE",
    ],
    ["<!-- review-ignore-next a: b -->\nA.", "1: review-ignore-next is not known; write review-ignore or"],
    [`A.\n\n${COMMENT}\n`, "3: review-ignore has no block after it; put it before"],
    [
      "---\na: b\n---\nA.\n<!-- review-ignore-file a: b -->\n",
      "5: review-ignore-file does not stand at the top",
    ],
    [`A. ${COMMENT}\n`, `1: ${settlesNothing}`],
    [`A.\nB ${COMMENT}\n`, `2: ${settlesNothing}`],
    [`${COMMENT} and more\n`, `1: ${settlesNothing}`],
    ["{/* review-ignore a: b */} and more\n", `1: ${settlesNothing}`],
    ["A.\n{/* review-ignore a: b */}\nB.", `2: ${settlesNothing}`],
    ["A.\n\n{/* review-ignore a: b\n\nText.", `3: ${settlesNothing}`],
    ["- a\n\n  {/* review-ignore a:\nb */}\n", `3: ${settlesNothing}`],
    ["{/* review-ignore a */}\n\nA.", "1: review-ignore gives no reason; write"],
    ["A.\n\n<!-- review-ignore a: b\n\nText.", `3: ${settlesNothing}`],
    ["<!-- review-ignore a: b --!> text -->\nA.", `1: ${settlesNothing}`],
    [`<div>\n${COMMENT}\nText.\n</div>`, `2: ${settlesNothing}`],
    [`| a |\n|---|\n| ${COMMENT} |`, `3: ${settlesNothing}`],
  ])("says what is wrong with %j", async (text, problem) => {
    const problems = await problemsOf(text);
    expect(problems.map((each) => each.slice(0, problem.length))).toEqual([problem]);
  });

  it("tells of problems in order of their lines", async () => {
    const text = `a ${COMMENT}\n\n<!-- review-ignore -->\n\nb ${COMMENT}\n`;
    expect((await findIgnores(text)).problems.map(({ line }) => line)).toEqual([1, 3, 5]);
  });

  it("looks for none in a long text, and says so if there is one", async () => {
    const long = "Words of a long note.\n\n".repeat(5000);
    expect(await problemsOf(`${long}${COMMENT}\n\nText.`)).toEqual([
      expect.stringMatching(/^1: is longer than 65,536 characters, and review-ignore is not looked for/),
    ]);
    expect(await problemsOf(`${long}review-ignore`)).toEqual([]);
  });

  it("covers whole lines behind the comment, whatever the text", async () => {
    const part = fc.constantFrom(
      "word ",
      "\n",
      "\n\n",
      "- ",
      "  ",
      "> ",
      "```\n",
      "<!--",
      "-->",
      "{/*",
      "*/}",
      "{/* review-ignore a: b */}",
      COMMENT,
      "\r",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 20 }), async (parts) => {
        const text = parts.join("");
        for (const { start, end, line } of (await findIgnores(text)).ignores) {
          const above = text.split(/\r\n?|\n/).slice(0, line);
          expect(start).toBeGreaterThanOrEqual(above.join("\n").length);
          expect(end).toBeGreaterThan(start);
          expect(text.slice(0, start)).toMatch(/[\r\n]$/);
          expect(text.slice(end)).toMatch(/^\s*$|^[ \t]*[\r\n]/);
        }
      }),
      { numRuns: 500 },
    );
  });
});
