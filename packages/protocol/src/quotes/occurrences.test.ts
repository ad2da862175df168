import fc from "fast-check";
import { expect, it } from "vitest";
import { firstOccurrences, occurrencesOf, wordsNotIn } from "./occurrences.ts";

it("finds every part in every place, as asking for each would", () => {
  const letters = (lengths: fc.StringConstraints) =>
    fc.string({ unit: fc.constantFrom("a", "b", "é", "🙂"), ...lengths });
  fc.assert(
    fc.property(letters({ maxLength: 80 }), fc.array(letters({ maxLength: 20 })), (text, random) => {
      const parts = [...random, text.slice(3, 40), text.slice(20, 23)];
      // One by one, in one pass for all, and some of both.
      for (const few of [undefined, 0, 1000]) {
        const found = occurrencesOf(text, parts, 80, few);
        for (const part of parts) {
          const places = Array.from({ length: text.length }, (_, at) => at);
          const expected = places.filter((at) => text.startsWith(part, at));
          expect(found.get(part)).toEqual(part === "" ? undefined : expected);
        }
      }
    }),
    { numRuns: 1000 },
  );
});

it("leaves out what stands in too many places", () => {
  for (const few of [undefined, 0]) {
    expect([...occurrencesOf("a b a b a", ["a", "b"], 2, few)]).toEqual([["b", [2, 6]]]);
  }
});

it("tells which words do not stand there", () => {
  const words = ["a b", "b a b", "b c", "", "c"];
  expect([...wordsNotIn("a b a b a", words)]).toEqual(["b c", "c"]);
});

it("finds long parts of a text of few letters, where each window is frequent", () => {
  const texts = fc.string({ unit: fc.constantFrom("ab", "a", "ab ab ".repeat(20)), maxLength: 3000 });
  fc.assert(
    fc.property(texts, fc.nat(500), fc.nat(500), (text, from, length) => {
      const part = text.slice(from, from + 65 + length);
      const places = Array.from({ length: text.length }, (_, at) => at);
      const expected = part === "" ? undefined : places.filter((at) => text.startsWith(part, at));
      expect(occurrencesOf(text, [part, `${part}b`], text.length).get(part)).toEqual(expected);
      const isOdd = (_: string, start: number) => start % 2 === 1;
      const first = firstOccurrences(text, [part], isOdd).get(part);
      expect(first).toBe(expected?.find((at) => at % 2 === 1));
    }),
    { numRuns: 300 },
  );
});
