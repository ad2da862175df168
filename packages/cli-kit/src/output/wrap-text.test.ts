import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { displayWidth } from "./text.ts";
import { wrapCommand, wrapTalk, wrapText } from "./wrap-text.ts";

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

describe("wrapTalk", () => {
  it.each<[text: string, width: number | undefined, talk: string]>([
    ["one two three", undefined, "one two three"],
    ["one two three\nfour", 9, "one two\n  three\nfour"],
    ["  - one two three", 11, "  - one two\n    three"],
    ["see a-path/that/is/long then", 10, "see\n  a-path/that/is/long\n  then"],
    ["next:\n  review-nested why a b", 20, "next:\n  review-nested \\\n    why a b"],
    ["next: review-nested why a b", 22, "next: review-nested \\\n        why a b"],
    // It may come from a note, and takes as long as it has spaces.
    [`${" ".repeat(1_000_000)}x`, 20, `${" ".repeat(1_000_000)}x`],
  ])("%j at %s", (text, width, talk) => {
    expect(wrapTalk(text, width)).toBe(talk);
  });
});

describe("wrapCommand", () => {
  it("breaks a command so that a shell reads the same words, quotes and all", () => {
    const command = "review-nested ack 'a b.md' \"it's $(x)\" 'it'\\''s c' --remark WHY";
    for (let width = 1; width < 90; width += 1) {
      const lines = wrapCommand(command, width, { first: "next  " });
      const joined = lines.map((line) => line.replace(/^(?:next)? +/, "")).join("\n");
      expect(joined.replaceAll(" \\\n", " ")).toBe(command);
      for (const line of lines)
        if (displayWidth(line) > width)
          expect(line.trim()).toMatch(/^(?:next)? *(?:\S+|'.*'|".*"|'it.*c')(?: \\)?$/);
    }
    expect(wrapCommand(command, undefined)).toEqual([command]);
  });
});
