import fc from "fast-check";
import { expect, it } from "vitest";
import { type ColumnUnit, offsetFinder, placeReader, positionFinder } from "./positions.ts";

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
  ["\uFEFFab\n\uFEFFc", 2, 1, [2, 2, 2]],
  ["\uFEFFab", 0, 1, [1, 1, 1]],
  ["a\n\uFEFFc", 3, 2, [2, 2, 4]],
] as const)("%j at %i: line %i, columns %j", (text, offset, line, [utf16, codePoints, utf8]) => {
  expect(positionFinder(text)(offset)).toEqual({ line, column: { utf16, codePoints, utf8 } });
});

const UNITS: readonly ColumnUnit[] = ["utf16", "codePoints", "utf8"];

it("goes back to the offset from line and column, in every unit", () => {
  const text = fc
    .array(fc.constantFrom("a", "é", "e\u0301", "🙂", "\n", "\r\n", "\r"), { maxLength: 30 })
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, fc.nat(60), (source, at) => {
      const offset = Math.min(at, source.length);
      // Between CR and LF, and within a character, there is no place.
      fc.pre(!(source[offset - 1] === "\r" && source[offset] === "\n"));
      fc.pre(!/[\uDC00-\uDFFF]/.test(source[offset] ?? ""));
      const { line, column } = positionFinder(source)(offset);
      for (const unit of UNITS) expect(offsetFinder(source)(line, column[unit], unit)).toBe(offset);
    }),
  );
});

it.each<[text: string, line: number, column: number, unit: ColumnUnit, offset: number | undefined]>([
  ["ab\r\ncd", 1, Infinity, "utf16", 2],
  ["ab\r\ncd", 2, 99, "utf8", 6],
  ["ab\n", 2, 1, "utf16", 3],
  ["", 1, 1, "utf16", 0],
  ["a🙂b", 1, 3, "utf16", 1],
  ["a🙂b", 1, 5, "utf8", 1],
  ["a🙂b", 1, 6, "utf8", 3],
  ["a🙂b", 1, 3, "codePoints", 3],
  ["\uFEFFab", 1, 2, "utf8", 2],
  ["\uFEFFab", 1, 1, "utf16", 1],
  ["ab", 0, 1, "utf16", undefined],
  ["ab", 2, 1, "utf16", undefined],
  ["ab", -1, 1, "utf16", undefined],
  ["ab", 1.5, 1, "utf16", undefined],
  ["ab", Number.NaN, 1, "utf16", undefined],
  ["ab", 1, 0, "utf16", undefined],
  ["ab", 1, Number.NaN, "utf16", undefined],
])("%j %d:%d in %s is %j", (text, line, column, unit, offset) => {
  expect(offsetFinder(text)(line, column, unit)).toBe(offset);
});

it("says lines, columns and offsets of a part of a text", () => {
  expect(placeReader("a\n🙂bc\nd")({ start: 4, end: 8 })).toEqual({
    startLine: 2,
    startColumn: 3,
    endLine: 3,
    endColumn: 2,
    startOffset: 4,
    endOffset: 8,
  });
});
