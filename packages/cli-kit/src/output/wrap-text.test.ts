import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { displayWidth } from "./text.ts";
import { wrapText } from "./wrap-text.ts";

describe("wrapText", () => {
  it.each<[text: string, width: number | undefined, lines: string[]]>([
    ["one two three", 9, ["one two", "three"]],
    ["one two three", 13, ["one two three"]],
    ["one two three", 12, ["one two", "three"]],
    ["a-path/that/is/long then", 10, ["a-path/that/is/long", "then"]],
    ["one two three", undefined, ["one two three"]],
    ["日本 語文 字", 9, ["日本 語文", "字"]],
    ["日本 語文 字", 8, ["日本", "語文 字"]],
    ["", 10, [""]],
  ])("%j at %s", (text, width, lines) => {
    expect(wrapText(text, width)).toEqual(lines);
  });

  it("counts the beginnings of lines", () => {
    expect(wrapText("one two three", 9, { first: "- ", next: "  " })).toEqual(["- one two", "  three"]);
    expect(wrapText("one two", undefined, { first: "- ", next: "  " })).toEqual(["- one two"]);
    expect(wrapText("one two", 6, { first: "> " })).toEqual(["> one", "> two"]);
  });

  it("loses no word, and is too wide only for a single word", () => {
    const words = fc.array(fc.stringMatching(/^[a-zü\u{1F600}]{1,12}$/u), { minLength: 1 });
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 40 }), (written, width) => {
        const lines = wrapText(written.join(" "), width, { first: "- ", next: "  " });
        expect(lines.map((line) => line.slice(2)).join(" ")).toBe(written.join(" "));
        for (const line of lines) if (displayWidth(line) > width) expect(line.slice(2)).not.toContain(" ");
      }),
    );
  });
});
