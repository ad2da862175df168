import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { DISK, identify, saidFinding } from "../../test/said-findings.ts";
import { anchorQuote } from "./anchor-quote.ts";
import { identifyFindings } from "./identify-findings.ts";

describe("a new key", () => {
  const keyOf = (words: string, number: number, path = "notes/a.md") =>
    createHash("sha256")
      .update(JSON.stringify([path, "clear", words, number]))
      .digest("hex")
      .slice(0, 16);

  it("says note, gate and the folded words of the first quote, or the message", () => {
    expect(identify("One **two** three.", [["m", "two three", "One"], ["a\n*message*"]])).toEqual([
      { key: keyOf("two three", 0), continues: undefined },
      { key: keyOf("a message", 0), continues: undefined },
    ]);
  });

  it.each([
    ["in its target", "See [the page](https://a.b/a/very/long/way/to/this/page) now.", "See the page"],
    ["in its text", "See [the text that is longer than any prefix can be](https://a.b) now.", "can be now"],
  ])("says the words without the link that their surroundings cut %s", (_, note, quote) => {
    expect(identify(note, [["m", quote]])).toEqual([{ key: keyOf(quote, 0), continues: undefined }]);
  });

  it("is the first that is free", () => {
    const keys = identify(DISK, [
      ["m", "disk"],
      ["m", "disk"],
      ["m", "cache"],
    ]).map(({ key }) => key);
    expect(keys).toEqual([keyOf("disk", 0), keyOf("disk", 1), keyOf("cache", 0)]);
  });

  it("is none of a previous finding, continued or resolved", () => {
    const gone = { ...saidFinding(DISK, ["m", "Backups"]), key: keyOf("cache", 0) };
    const kept = { ...saidFinding(DISK, ["m", "disk"]), key: keyOf("disk", 0) };
    expect(
      identify(
        DISK,
        [
          ["m", "cache"],
          ["m", "disk"],
          ["m", "disk"],
        ],
        [gone, kept],
      ),
    ).toEqual([
      { key: keyOf("cache", 1), continues: undefined },
      { key: keyOf("disk", 0), continues: 1 },
      { key: keyOf("disk", 1), continues: undefined },
    ]);
  });

  it("is made of the message where nothing of the quotes is text", () => {
    const quotes = [anchorQuote("One **two**", { start: 4, end: 6 })];
    const found = [{ message: "m", quotes }];
    const asked = { notePath: "notes/a.md", gateId: "clear", note: "One **two**", found, previous: [] };
    expect(identifyFindings(asked)).toEqual([{ key: keyOf("m", 0), continues: undefined }]);
  });
});
