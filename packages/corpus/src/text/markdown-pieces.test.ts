import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markdownPieces, PIECE_LENGTH } from "./markdown-pieces.ts";

/** The texts of the pieces, each held against its place in the whole. */
function textsOf(whole: string): string[] {
  return [...markdownPieces(whole)].map(({ text, offset }) => {
    const own = text.slice(whole.startsWith(text, offset) ? 0 : text.indexOf("\n") + 1);
    expect(whole.startsWith(own, offset + text.length - own.length)).toBe(true);
    return text;
  });
}

const paragraph = (word: string) => `${word} `.repeat(200);

describe("markdownPieces", () => {
  it("leaves alone what is not longer than a piece", () => {
    const text = "    code\n\n```\n\nfence\n";
    expect(textsOf(text)).toEqual([text]);
    expect(textsOf("")).toEqual([""]);
  });

  it("cuts a long text where a block begins, and loses nothing", () => {
    const text = Array.from({ length: 200 }, (_, index) => `${paragraph(`word${index}`)}\n\n`).join("");
    const pieces = textsOf(text);
    expect(pieces.join("")).toBe(text);
    expect(pieces.length).toBeGreaterThan(5);
    for (const piece of pieces) expect(piece).toMatch(/^word/);
  });

  it("does not cut fenced code in two, or opens the fence again", () => {
    const code = `~~~ js\n${"x\n\n".repeat(12_000)}~~~\n\nText.\n`;
    const pieces = textsOf(`${paragraph("a")}\n\n${code}`);
    expect(pieces.length).toBe(2);
    expect(pieces[1]).toMatch(/^~~~\nx\n[x\n]*~~~\n\nText\.\n$/);
  });

  it("takes a line of backticks with text behind it for no fence", () => {
    const text = `\`\`\` a\`b\n\n${`${paragraph("word")}\n\n`.repeat(100)}`;
    expect(
      textsOf(text)
        .slice(1)
        .every((piece) => piece.startsWith("word")),
    ).toBe(true);
  });

  it("does not repeat a long fence in front of each piece", () => {
    const text = `${"~".repeat(20 * PIECE_LENGTH)}\n${"word ".repeat(4 * PIECE_LENGTH)}`;
    expect(textsOf(text).join("").length).toBeLessThan(text.length * 1.1);
  });

  it("cuts a long line in front of a link near the end of a piece only", () => {
    const text = `[a](b)${"word ".repeat(PIECE_LENGTH)}`;
    const [first = "", second = ""] = textsOf(`${"x".repeat(PIECE_LENGTH - 3)}${text}`);
    expect([first.length, second.length]).toEqual([PIECE_LENGTH - 3, PIECE_LENGTH]);
  });

  it("gives pieces of bounded length that hold every word, whatever the text", () => {
    const part = fc.constantFrom("word ", "\n", "\n\n", "```\n", "- ", "    ", "> ", "[a](b)", "~~~~\n");
    const long = fc
      .tuple(part, fc.integer({ min: 1, max: 10_000 }))
      .map(([unit, times]) => unit.repeat(times));
    fc.assert(
      fc.property(fc.array(fc.oneof(part, long), { maxLength: 12 }), (parts) => {
        const text = parts.join("");
        const pieces = textsOf(text);
        const ink = (written: string) => written.replace(/[\s`~]/g, "");
        expect(ink(pieces.join("")) === ink(text)).toBe(true);
        expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(PIECE_LENGTH + 10);
      }),
      { numRuns: 40 },
    );
  });
});
