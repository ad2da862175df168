import fc from "fast-check";
import { expect, it } from "vitest";
import { type Fits, partsLocator } from "./locate-parts.ts";
import { isWhole } from "./whole-words.ts";

/** One paragraph after the other, and in each one part after the other. */
function lookThrough(text: string, paragraphs: readonly number[], parts: readonly string[], fits: Fits) {
  let start = 0;
  for (const end of [...paragraphs, text.length]) {
    const paragraph = text.slice(start, end);
    let behind = 0;
    const places = parts.map((part) => {
      let at = paragraph.indexOf(part, behind);
      while (at !== -1 && !fits(paragraph, at, at + part.length)) at = paragraph.indexOf(part, at + 1);
      behind = at === -1 ? Number.POSITIVE_INFINITY : at + part.length;
      return at;
    });
    if (!places.includes(-1)) return { start: start + (places[0] ?? 0), end: start + behind };
    start = end;
  }
  return undefined;
}

const text = fc
  .array(fc.constantFrom("a", "b", "ab", " ", "c", "a b", ", "), { maxLength: 40 })
  .map((all) => all.join(""));
const parts = fc.array(fc.constantFrom("a", "b", "ab", "a b", "c", "b, a"), { minLength: 1, maxLength: 3 });

it("finds the parts where a look through all paragraphs finds them, however many places are kept", () => {
  fc.assert(
    fc.property(
      text,
      fc.array(fc.nat(40), { maxLength: 6 }),
      fc.array(parts, { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      fc.nat(30),
      (note, cuts, quotes, isAnywhere, most) => {
        const paragraphs = cuts.filter((at) => at <= note.length).toSorted((a, b) => a - b);
        const fits: Fits = isAnywhere ? () => true : isWhole;
        const locate = partsLocator({ text: note, paragraphs }, quotes.flat(), fits, most);
        for (const quote of quotes) expect(locate(quote)).toEqual(lookThrough(note, paragraphs, quote, fits));
      },
    ),
    { numRuns: 5000 },
  );
});
