import { rejection } from "@review/test-kit/temp-tree.ts";
import { describe, expect, it } from "vitest";
import { createCorpus } from "../../test/create-corpus.ts";
import { lintIgnores } from "./lint-ignores.ts";

const GATES = { "gates/prose/clarity.md": "A.", "gates/claims.md": "B." };

async function linesOf(notes: Record<string, string | Buffer>) {
  const issues = await lintIgnores(await createCorpus({ ...GATES, ...notes }));
  return issues.map(({ path, line, message }) => `${path}:${line}: ${message}`);
}

describe("lintIgnores", () => {
  it("has nothing to say of comments that name gates and lenses", async () => {
    expect(
      await linesOf({
        "notes/a.md": "<!-- review-ignore prose/clarity, Prose, claims: as agreed -->\nText.",
        "notes/b.md": "Text.",
      }),
    ).toEqual([]);
  });

  it("says what is wrong with each, by note and line", async () => {
    expect(
      await linesOf({
        "notes/b.md": "---\na: b\n---\n# B\n\n<!-- REVIEW-IGNORE claims -->\nText.",
        "notes/a.md":
          "<!-- review-ignore prose/clarty, claims, zzzzzzz: so -->\nText.\n\n<!-- review-ignore proze: so -->\nCafé.\n\n<!-- review-ignore claims: so -->",
      }),
    ).toEqual([
      'notes/a.md:1: review-ignore names "prose/clarty", which is no gate or lens; did you mean prose/clarity?',
      'notes/a.md:1: review-ignore names "zzzzzzz", which is no gate or lens; name a gate or a lens',
      'notes/a.md:4: review-ignore names "proze", which is no gate or lens; did you mean prose?',
      "notes/a.md:7: review-ignore has no block after it; put it before the block that it is about",
      "notes/b.md:6: review-ignore gives no reason; write <!-- review-ignore GATE: reason -->",
    ]);
  });

  it("passes over notes that cannot be read, and needs the gates only for a comment", async () => {
    expect(await linesOf({ "notes/a.md": "", "notes/b.md": "<!-- review-ignore -->\nText." })).toHaveLength(
      1,
    );
    const { root, config } = await createCorpus({ "notes/a.md": "Text." });
    const corpus = { root, config: { ...config, gates: "gone" } };
    expect(await lintIgnores(corpus)).toEqual([]);
    const other = await createCorpus({ "notes/a.md": "<!-- review-ignore a: b -->\nText." });
    const without = { root: other.root, config: { ...other.config, gates: "gone" } };
    expect(await rejection(lintIgnores(without))).toMatch(/^no-gates-directory/);
  });

  const spellings = [
    "review-ignor",
    "reveiw-ignore",
    "review-ingore",
    "Review_Ignore",
    "reviewignore",
    "review-ignored",
    "review-ignore_file",
    "eview-ignore",
    "review  ignore",
  ];

  it.each(spellings)("asks whether %s was meant", async (word) => {
    const meant = word.endsWith("file") ? "review-ignore-file" : "review-ignore";
    expect(await linesOf({ "notes/a.md": `# A\n\n<!-- ${word} claims: so -->\nText.` })).toEqual([
      `notes/a.md:3: ${word} is no word of ours; did you mean ${meant}?`,
    ]);
    expect(await linesOf({ "notes/a.mdx": `# A\n\n{/* ${word} claims: so */}\n\nText.` })).toHaveLength(1);
  });

  it.each([
    "prettier-ignore",
    "review ignored parts before the release: all of them",
    "review: ignore this paragraph",
    "Review-image claims: so",
    "reviewed in 2024",
    "revisit-more claims",
    "eslint-ignore claims: x",
    "end of review",
  ])("takes %s for an ordinary comment", async (text) => {
    expect(await linesOf({ "notes/a.md": `<!-- ${text} -->\nText.` })).toEqual([]);
  });

  it("takes what looks like one in code for code", async () => {
    expect(await linesOf({ "notes/a.md": "```html\n<!-- review-ignor claims: so -->\n```\n" })).toEqual([]);
  });
});
