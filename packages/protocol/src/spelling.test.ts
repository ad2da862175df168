import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldName, nameFinder } from "./spelling.ts";

describe("foldName", () => {
  it.each<[what: string, one: string, other: string]>([
    ["NFC and NFD", "notes/café.md", "notes/cafe\u0301.md"],
    ["marks in another order", "q\u0307\u0323", "q\u0323\u0307"],
    ["Hangul in one and in three parts", "각", "\u1100\u1161\u11a8"],
    ["a no-break space and a space", "v\u00a013", "v 13"],
    ["a narrow no-break space and a thin one", "9.52\u202fAM", "9.52\u2009AM"],
    ["an ideographic space and a tab", "a\u3000b", "a\tb"],
    ["a typographic apostrophe and a plain one", "L’ete", "L'ete"],
    ["what else is typed for an apostrophe", "a\u02bb\u02bc`\u00b4\u2032", "a'''''"],
    ["double quotation marks", "“a” „b“ «c»", '"a" "b" "c"'],
    ["single ones", "‘a’ ‚b‘ ‹c›", "'a' 'b' 'c'"],
  ])("makes the same of %s", (_, one, other) => {
    expect(one).not.toBe(other);
    expect(foldName(one)).toBe(foldName(other));
  });

  it.each<[what: string, one: string, other: string]>([
    ["case", "A.md", "a.md"],
    ["accents", "café", "cafe"],
    ["superscripts", "x²", "x2"],
    ["ligatures", "ﬁn", "fin"],
    ["full-width digits", "１", "1"],
    ["dashes", "a–b", "a-b"],
    ["an ellipsis", "a…", "a..."],
    ["the number of spaces", "a  b", "a b"],
    ["spaces at the end", "a ", "a"],
    ["a zero-width space", "a\u200bb", "ab"],
    ["a soft hyphen", "a\u00adb", "ab"],
    ["a byte order mark", "\ufeffa", "a"],
    ["how an emoji is shown", "⚠\ufe0f", "⚠"],
    ["scripts", "а", "a"],
  ])("tells names apart by %s", (_, one, other) => {
    expect(foldName(one)).not.toBe(foldName(other));
  });

  it("leaves a folded name as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        expect(foldName(foldName(name))).toBe(foldName(name));
      }),
    );
  });

  it("does not put endless marks in order, which would take hours", () => {
    const name = `a${"\u0301\u0323".repeat(1_000_000)} b`;
    expect(foldName(name)).toBe(name);
  });
});

describe("nameFinder", () => {
  const find = nameFinder([
    ["café", 1],
    ["cafe\u0301", 2],
    ["v\u00a013", 3],
    ["v\u202f13", 4],
    ["L’ete", 5],
  ]);

  it.each<[names: string[], found: number[]]>([
    [["café"], [1]],
    [["cafe\u0301"], [2]],
    [["L'ete"], [5]],
    [["v 13"], [3, 4]],
    [["cafe"], []],
    [[], []],
    [["nothing", "L'ete"], [5]],
    [["L'ete", "café"], [1]],
    [
      ["v 13", "L'ete"],
      [3, 4],
    ],
  ])("%j means %j", (names, found) => {
    expect(find(...names)).toEqual(found);
  });

  it("finds several things of exactly the same name", () => {
    const same = nameFinder([
      ["a", 1],
      ["a", 2],
    ]);
    expect(same("a")).toEqual([1, 2]);
  });
});
