import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eachLine, findLineEnd, isLineStart, normalizeLineBreaks } from "./lines.ts";

const textWithBreaks = fc
  .array(fc.constantFrom("\r", "\n", "\r\n", "a", " ", "\u2028", "\uFEFF"))
  .map((parts) => parts.join(""));

describe("lines", () => {
  it.each([
    ["", [""]],
    ["a", ["a"]],
    ["a\n", ["a", ""]],
    ["a\r\nb\rc\nd\r", ["a", "b\rc", "d\r"]],
    ["\n\r\n", ["", "", ""]],
    ["a\u2028b", ["a\u2028b"]],
  ])("splits %j", (text, lines) => {
    expect([...eachLine(text)]).toEqual(lines);
  });

  it("agrees with itself: lines, line starts, line ends and normalized breaks", () => {
    fc.assert(
      fc.property(textWithBreaks, (text) => {
        const lines = [...eachLine(text)];
        expect(normalizeLineBreaks(text)).toBe(lines.join("\n"));
        for (let index = 0; index <= text.length; index += 1) {
          expect(text.slice(index, findLineEnd(text, index))).not.toContain("\n");
          if (index > 1) expect(isLineStart(text, index)).toBe(text[index - 1] === "\n");
        }
      }),
    );
  });

  it("begins the first line after a byte order mark", () => {
    expect(isLineStart("\uFEFFa", 1)).toBe(true);
    expect(isLineStart("a\uFEFFb", 2)).toBe(false);
  });
});
