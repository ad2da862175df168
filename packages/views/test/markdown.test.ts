import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { describe, expect, it } from "vitest";
import { markdown } from "../src/projections/markdown.ts";
import { markdownText, withoutLinks } from "../src/projections/markdown-text.ts";
import { HOSTILE, HOSTILE_REPORT, largeReport } from "./hostile-report.ts";

/** With HTML, tables and links of whatever looks like an address, as pages show Markdown that people write. */
const parser = new MarkdownIt({ html: true, linkify: true });

/** The same, but that addresses without a scheme are looked for below. */
const forge = new MarkdownIt({ html: true, linkify: true });
forge.linkify.set({ fuzzyLink: false, fuzzyEmail: false });

/** What GitHub or GitLab make links of in the text of a page: users, numbers and labels of things, addresses, commits. */
const REFERENCE =
  /[@#!$%~&^][\p{L}\p{N}_"'[({]|:\/\/|(?:www\.|mailto:|xmpp:)[^\u200b]|\bGH-\d|\b[0-9a-f]{7,}\b/iu;

/** The same but commits, and where a name follows. */
const TOLD = /[@#!$%~&^][\p{L}\p{N}_"']|:\/\/|(?:www\.|mailto:|xmpp:)[^\u200b]|\bGH-\d/iu;

const OURS = /^<\/?(?:code|br|q)>$/;

/** The parts of a text in Markdown: all that is more than text, and the text itself. */
function parts(
  text: string,
  reader = parser,
): { types: string[]; html: string[]; infos: string[]; text: string } {
  const inline = reader.parse(text, {}).flatMap((block) => [block, ...(block.children ?? [])]);
  const types = inline.map(({ type }) => type);
  const html = inline.filter(({ type }) => type.startsWith("html")).map(({ content }) => content.trim());
  const words = inline.flatMap(({ type, content }) => {
    if (/break$|^(?:paragraph|heading|t[dh])_close$/.test(type)) return "\n";
    return type === "text" || type === "text_special" ? content : [];
  });
  const infos = inline.filter(({ type }) => type === "fence").map(({ info }) => info);
  return { types, html, infos, text: words.join("") };
}

const MARKS = ["`", "|", "<b>", "<!--", "](", "[", "![", "**", "_", "~~", "\\", "- ", "1. ", "&lt;", "&#64;"];
const NAMES = [
  "@user",
  "#1",
  "https://e.x",
  "www.e.x",
  "a@b.cc",
  "mailto:a@b.cc",
  "$x$",
  "GH-12",
  "deadbeef1",
  ":x:",
];
const LINES = [
  "![i](https://e.x/beacon.png)",
  "[l]: https://e.x",
  "![i][l]",
  "[l]",
  "[^1]: note",
  "<img src=//e.x>",
  "<!-- x",
  "<http:e.x>",
  "```mermaid",
  "``` geojson",
  "~~~ mermaid",
  "/merge",
  "  /approve",
  "# head",
  "    code",
  "",
];
const part = fc.oneof(
  fc.constantFrom(...MARKS, ...NAMES, HOSTILE.replace(/[\s\u0000]/g, " ")),
  fc.string({ unit: "binary", maxLength: 2 }).map((text) => text.replace(/[\s\u0000]/g, "")),
);
const hostile = fc.array(part, { maxLength: 15 }).map((parts) => parts.join(""));

describe("Markdown", () => {
  it("is words and nothing else, whatever anybody wrote, also in a table and in <code>", () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const text = markdownText(value);
        const line = parts(`- <code>x${text}x</code> x${text}x`);
        expect(line.html).toEqual(["<code>", "</code>"]);
        expect(
          line.types.filter((type) => /^(?:link|image|strong|em|s)_|image|code_inline/.test(type)),
        ).toEqual([]);
        expect(line.text).not.toMatch(REFERENCE);
        const words = value.toWellFormed().replaceAll("\u200b", "");
        expect(line.text.replaceAll("\u200b", "")).toBe(`x${words}x x${words}x\n`);
        const table = parts(`| a | b |\n|---|---|\n| x${text}x | y |\n`);
        expect(table.types.filter((type) => type === "td_open")).toHaveLength(2);
      }),
    );
  });

  it("leads nowhere where it is shown as it is, whatever anybody wrote, in lines of any kind", () => {
    const lines = fc.array(fc.oneof(hostile, fc.constantFrom(...LINES)), { maxLength: 8 });
    fc.assert(
      fc.property(lines, (value) => {
        const said = value.join("\n").toWellFormed();
        const text = withoutLinks(said);
        expect(text.replaceAll("\u200b", "")).toBe(said.replaceAll("\u200b", ""));
        const shown = parts(text, forge);
        expect(shown.html).toEqual([]);
        expect(shown.types.filter((type) => /link|image/.test(type))).toEqual([]);
        expect(shown.infos.filter((info) => !/^[\s\u200b]*(?:\u200b|$)/.test(info))).toEqual([]);
        expect(shown.text).not.toMatch(TOLD);
        expect(text).not.toMatch(/^[^\S\n]*\/\w/m);
      }),
      { numRuns: 1000 },
    );
  });

  it("keeps what a gate's text is made of, and paths and keys that are copied", () => {
    const text =
      "# Head\n\n## Of C# & D, 50% of *all*!\n\n- `a | b`\n\n```\n  x\n```\n\nnotes/20240115-0123456789abcdef.md";
    expect(withoutLinks(text)).toBe(text);
  });

  it("has no HTML but its own, and no link", () => {
    const { types, html, text } = parts([...markdown(HOSTILE_REPORT)].join(""));
    expect(html.filter((tag) => !OURS.test(tag))).toEqual([]);
    expect(types.filter((type) => /link|image/.test(type))).toEqual([]);
    expect(text).not.toMatch(REFERENCE);
  });

  it("keeps to so many bytes, tells the worst first, and says how much it left out", () => {
    const maxBytes = 2_000;
    const text = [...markdown(largeReport(100), { maxBytes })].join("");
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxBytes);
    const told = [...text.matchAll(/^- \*\*(\w+)/gm)].map(([, label]) => label);
    expect(new Set(told)).toEqual(new Set(["FAIL"]));
    expect(text).toContain(`\n${100 - told.length} left out here.\n`);
    expect([...markdown(largeReport(100), { maxBytes: 100 })]).toEqual([]);
  });
});
