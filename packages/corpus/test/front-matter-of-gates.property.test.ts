import fc from "fast-check";
import { expect, it } from "vitest";
// A test alone may look at both: the corpus reads what is in a gate's front matter, the protocol leaves it out.
import { stripFrontMatter } from "../../protocol/src/front-matter.ts";
import { readFrontMatter } from "../src/text/front-matter.ts";

const line = fc.constantFrom("---", "--- ", "---\t", " ---", "----", "--- x", "a: b", "# A", "", " ");
const ending = fc.constantFrom("\n", "\r\n", "\r");
const soup = fc
  .array(fc.tuple(line, ending), { maxLength: 8 })
  .map((lines) => lines.map(([text, end]) => text + end).join(""));
const opened = fc
  .tuple(fc.constantFrom("", "\uFEFF", "\n"), fc.constantFrom("---\n", "--- \r\n", "---\t\r"), soup)
  .map((parts) => parts.join(""));

it("is for the corpus what it is for the protocol", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(soup, opened), async (text) => {
      const { body, problem } = await readFrontMatter(text);
      // A gate with broken front matter is never shown to anybody.
      fc.pre(problem === undefined);
      expect(stripFrontMatter(text)).toBe(body.trim() || text.trim());
    }),
    { numRuns: 1000 },
  );
});
