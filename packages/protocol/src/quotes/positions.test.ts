import fc from "fast-check";
import { expect, it } from "vitest";
import { positionFinder } from "./positions.ts";

it.each([
  ["a", 0, 1, [1, 1, 1]],
  ["ab\ncd", 4, 2, [2, 2, 2]],
  ["a\r\nb", 3, 2, [1, 1, 1]],
  ["a\rb", 2, 2, [1, 1, 1]],
  ["é🙂x", 3, 1, [4, 3, 7]],
  ["a\n\nb", 2, 2, [1, 1, 1]],
  ["ab", 99, 1, [3, 3, 3]],
  ["ab", -1, 1, [1, 1, 1]],
  ["", 0, 1, [1, 1, 1]],
] as const)("%j at %i: line %i, columns %j", (text, offset, line, [utf16, codePoints, utf8]) => {
  expect(positionFinder(text)(offset)).toEqual({ line, column: { utf16, codePoints, utf8 } });
});

it("goes back to the offset from line and UTF-16 column", () => {
  const text = fc
    .array(fc.constantFrom("a", "é", "🙂", "\n", "\r\n", "\r"), { maxLength: 30 })
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, fc.nat(60), (source, at) => {
      const offset = Math.min(at, source.length);
      // Between CR and LF there is no place.
      fc.pre(!(source[offset - 1] === "\r" && source[offset] === "\n"));
      const { line, column } = positionFinder(source)(offset);
      const starts = [
        0,
        ...Array.from(source.matchAll(/\r\n|\n|\r/g), ({ index, 0: end }) => index + end.length),
      ];
      expect((starts[line - 1] ?? -1) + column.utf16 - 1).toBe(offset);
    }),
  );
});
