import { applyPatch } from "diff";
import fc from "fast-check";
import { expect, it } from "vitest";
import { unifiedDiff } from "./unified-diff.ts";

it("gives three lines of context, and marks a missing last line feed", async () => {
  const lines = Array.from({ length: 9 }, (_, index) => `line ${index}`);
  const before = lines.join("\n");
  expect(await unifiedDiff("n.md", before, `${before}\n`)).toBe(
    [
      "--- n.md\taccepted",
      "+++ n.md\tnow",
      "@@ -6,4 +6,4 @@",
      " line 5",
      " line 6",
      " line 7",
      "-line 8",
      "\\ No newline at end of file",
      "+line 8",
      "",
    ].join("\n"),
  );
});

it("replaces everything between the first and the last change where too much changed", async () => {
  const all = (word: string) => `a\nb\nc\nd\n${`${word}\n`.repeat(500)}e\nf\ng\nh\n`;
  const diff = await unifiedDiff("n.md", all("old"), all("new"));
  const [, , hunk, ...lines] = diff.split("\n");
  expect(hunk).toBe("@@ -5,500 +5,500 @@ too much changed to compare line by line");
  expect(lines.slice(0, 4)).toEqual(["-old", "-old", "-old", "-old"]);
  expect(lines.filter((line) => line === "+new")).toHaveLength(500);
  expect(applyPatch(all("old"), diff)).toBe(all("new"));
});

it("counts the lines, and leaves them out, where more changed than anybody reads", async () => {
  const all = (word: string) => `head\n${`${word}\n`.repeat(200_000)}tail`;
  expect(await unifiedDiff("n.md", all("old"), all("new"))).toBe(
    [
      "--- n.md\taccepted",
      "+++ n.md\tnow",
      "@@ -2,200000 +2,200000 @@ too much changed to compare line by line, and too much to show",
      "",
    ].join("\n"),
  );
});

it("finds single edits in a long text, wherever they are", async () => {
  const lines = Array.from({ length: 50_000 }, (_, index) => `line ${index}`);
  const after = lines.with(40_000, "another").join("\n");
  expect(await unifiedDiff("n.md", lines.join("\n"), after)).toBe(
    [
      "--- n.md\taccepted",
      "+++ n.md\tnow",
      "@@ -39998,7 +39998,7 @@",
      ...[" line 39997", " line 39998", " line 39999", "-line 40000", "+another"],
      ...[" line 40001", " line 40002", " line 40003", ""],
    ].join("\n"),
  );
});

const line = fc.constantFrom("a\n", "b\n", "\n", "c", "a\r\n", "\\ No newline at end of file\n");
const text = fc.array(line, { maxLength: 20 }).map((lines) => lines.join(""));
/** Two texts that differ in more than is compared line by line, around the same middle. */
const rewritten = fc
  .tuple(text, text, text, text, text, text)
  .map(([head, oldHead, newHead, oldTail, newTail, tail]) => {
    const much = (word: string) => `${word}\n`.repeat(400);
    const around = (first: string, word: string, last: string) => head + first + much(word) + last + tail;
    return [around(oldHead, "old", oldTail), around(newHead, "new", newTail)] as const;
  });

it.each([
  ["small", fc.tuple(text, text), 500],
  ["rewritten", rewritten, 50],
] as const)("is a right diff of %s texts", async (_, pairs, numRuns) => {
  await fc.assert(
    fc.asyncProperty(pairs, async ([before, after]) => {
      const diff = await unifiedDiff("n.md", before, after);
      expect(applyPatch(before, diff, { autoConvertLineEndings: false })).toBe(after);
    }),
    { numRuns },
  );
});
