import type { Nodes } from "mdast";
import { describe, expect, it } from "vitest";
import { alignWithSource } from "../../src/page/markdown/align.ts";
import { frontMatterLength, parseMarkdown } from "../../src/page/markdown/parse-markdown.ts";
import { safeAddress } from "../../src/page/markdown/safe-address.ts";
import { cutPieces, toSegments } from "../../src/page/markdown/segments.ts";

/** All texts of a piece of Markdown, each with what stands in the source where its units are said to stand. */
function aligned(source: string): [text: string, found: string][] {
  const found: [string, string][] = [];
  const visit = (node: Nodes) => {
    if (node.type === "text" || node.type === "inlineCode") {
      const [start, end] = [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0];
      const offsetOf = alignWithSource(node.value, source.slice(start, end), start);
      found.push([
        node.value,
        node.value
          .split("")
          .map((_, at) => source[offsetOf(at)])
          .join(""),
      ]);
    }
    if ("children" in node) for (const child of node.children) visit(child);
  };
  visit(parseMarkdown(source));
  return found;
}

describe("alignWithSource", () => {
  it.each([
    ["plain words", "One *two* `three` [four](x)."],
    ["lines of a quote", "> One\n> two\n>three\n"],
    ["lines of a list", "- one\n  two\n\n  three\n"],
    ["escapes", "One \\* two \\_ three\n"],
    ["both kinds of line ends", "One\r\ntwo\r\n> three\r\n> four\r\n"],
    ["code with spaces", "`` a ` b `` and ` c `\n"],
    ["a table", "| a | b |\n| --- | --- |\n| one | two \\| three |\n"],
    ["units of two", "A 😀 *b* 𝒳\n"],
    ["tabs", "-\tone\n\ttwo\n"],
  ])("finds every unit of %s in its place", (_, source) => {
    for (const [text, found] of aligned(source))
      expect(found.replaceAll("\r\n", "\n")).toBe(text.replaceAll("\r\n", "\n"));
  });

  it("finds what stands behind a character reference", () => {
    const source = "a &amp; b &eacute; c &#x1F600; end";
    const [[text] = [""]] = aligned(source);
    const offsetOf = alignWithSource(text, source, 0);
    for (const word of ["b", "end"])
      expect(offsetOf(text.indexOf(word))).toBe(source.indexOf(` ${word}`) + 1);
    expect(offsetOf(text.indexOf("&"))).toBe(source.indexOf("&amp;"));
  });
});

describe("frontMatterLength", () => {
  it.each([
    ["---\ntitle: a\n---\n# A", "---\ntitle: a\n---\n"],
    ["---\r\ntitle: a\r\n---\r\n# A", "---\r\ntitle: a\r\n---\r\n"],
    ["+++\ntitle = 1\n+++\nA", "+++\ntitle = 1\n+++\n"],
    ["---\n---\nA", "---\n---\n"],
    ["\uFEFF---\na: 1\n---\nA", "\uFEFF---\na: 1\n---\n"],
    ["\uFEFF# A", "\uFEFF"],
    ["# A\n\n---\n\nb\n\n---\n", ""],
    ["---\nnever closed\n", ""],
    ["", ""],
  ])("of %j", (text, head) => {
    expect(text.slice(0, frontMatterLength(text))).toBe(head);
  });
});

describe("segments", () => {
  it("are cut where quotes begin and end, and name all that quote them", () => {
    const parts = [
      { start: 0, end: 10, id: "a" },
      { start: 5, end: 15, id: "b" },
      { start: 20, end: 20, id: "empty" },
      { start: 30, end: 31, id: "c" },
    ];
    expect(toSegments(parts)).toEqual([
      { start: 0, end: 5, ids: ["a"] },
      { start: 5, end: 10, ids: ["a", "b"] },
      { start: 10, end: 15, ids: ["b"] },
      { start: 30, end: 31, ids: ["c"] },
    ]);
  });

  it("cut a text without losing a unit of it", () => {
    const segments = toSegments([{ start: 3, end: 5, id: "a" }]);
    const pieces = cutPieces("abcdefgh", (at) => at, segments);
    expect(pieces).toEqual([
      { text: "abc", ids: [], begins: false, ends: false },
      { text: "de", ids: ["a"], begins: true, ends: true },
      { text: "fgh", ids: [], begins: false, ends: false },
    ]);
    expect(cutPieces("abc", (at) => at + 100, segments)).toMatchObject([{ text: "abc", ids: [] }]);
    expect(cutPieces("", (at) => at, segments)).toEqual([]);
  });

  it("tell where a quote begins and ends that goes through several texts", () => {
    const segments = toSegments([
      { start: 1, end: 8, id: "a" },
      { start: 9, end: 12, id: "b" },
    ]);
    const edges = (text: string, from: number) =>
      cutPieces(text, (at) => from + at, segments).map(({ begins, ends }) => [begins, ends]);
    expect(edges("abcd", 0)).toEqual([
      [false, false],
      [true, false],
    ]);
    expect(edges("efghijkl", 4)).toEqual([
      [false, true],
      [false, false],
      [true, true],
    ]);
  });
});

it.each([
  ["https://example.org/a?b#c", "https://example.org/a?b#c"],
  ["mailto:a@example.org", "mailto:a@example.org"],
  ["javascript:alert(1)", undefined],
  [" java\nscript:alert(1)", undefined],
  ["data:text/html,x", undefined],
  ["file:///etc/passwd", undefined],
  ["//example.org/x", undefined],
  ["../other.md", undefined],
  ["#heading", undefined],
])("safeAddress of %j", (address, safe) => {
  expect(safeAddress(address)).toBe(safe);
});
