import fc from "fast-check";
import { expect, it } from "vitest";
import { occurrencesOf, wordsNotIn } from "./occurrences.ts";

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
