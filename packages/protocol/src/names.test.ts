import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOnOneLine, quoteForMessage } from "./names.ts";

describe("names", () => {
  it("leaves ordinary names as they are", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[^\r\n]*$/), (name) => {
        expect(nameOnOneLine(name)).toBe(name);
      }),
    );
  });

  it("takes line breaks out of a name", () => {
    expect(nameOnOneLine("a\r\nb.md")).toBe("a\uFFFD\uFFFDb.md");
  });

  it("makes any text short and printable for a message", () => {
    expect(quoteForMessage("kb/ä b.md")).toBe('"kb/ä b.md"');
    expect(quoteForMessage("a\u001b[31m\u202eb\u2028")).toBe('"a\uFFFD[31m\uFFFDb\uFFFD"');
    expect(quoteForMessage("x".repeat(10_000))).toHaveLength(203);
  });
});
