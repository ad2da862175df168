import type { Nodes } from "mdast";
import { describe, expect, it } from "vitest";
import { parseMarkdown } from "../../src/page/markdown/parse-markdown.ts";
import { TooMuchMarkdownError } from "../../src/page/markdown/too-much.ts";
import { executablePath, PATIENT, show, useBrowser, writeReport } from "./browser.ts";
import { makePage } from "./make-page.ts";

const LENGTH = 65_536;
const full = (unit: string, length = LENGTH) => unit.repeat(Math.floor(length / unit.length));
const inEachOther = (open: string, close: string, length = LENGTH) => {
  const half = Math.floor(length / (open.length + close.length));
  return `${open.repeat(half)}a${close.repeat(half)}`;
};
const table = (columns: number) => ["|a", "|-", "|b"].map((cell) => `${cell.repeat(columns)}|`).join("\n");

/** What would take many seconds, or more levels than a browser's stack has. */
const ENDLESS: Record<string, string> = {
  "quotes in quotes": `${full("> ")}a`,
  "quotes without spaces": `${full(">")}a`,
  "lists in lists": `${full("- ")}a`,
  "lists in lists, line by line": Array.from({ length: 300 }, (_, at) => `${" ".repeat(2 * at)}- a`).join(
    "\n",
  ),
  "quotes and lists": full("> - 1. "),
  "items of a list": full("- a\n"),
  "emphasis in emphasis": inEachOther("*a ", " a*"),
  "strong in strong": inEachOther("**a ", " a**"),
  "strong in strong, not many": inEachOther("**a ", " a**", 2000),
  "marks that end nothing": full("a* "),
  "marks of two kinds": full("*a_ "),
  "struck through": inEachOther("~~a ", " a~~"),
  "images in images": inEachOther("![", "]()", 32_000),
  "links in links": inEachOther("[", "](b)"),
  "ends of labels": full("]"),
  "labels in labels": inEachOther("[", "]"),
  "labels that end as labels": full("[a][b] "),
  "addresses that never end": full("[a](<b "),
  "titles that never end": full('[a](b "c '),
  "comments that never end": full("a <!-- "),
  "attributes that never end": full("a <a b='"),
  "a table with many columns": table(10_000),
  "a table with many rows": `|a|b|\n|-|-|\n${full("|c|d|\n")}`,
  "many tables": full("|a|\n|-|\n|b|\n\n"),
  headings: full("# a\n"),
  "underlined headings": full("a\n-\n"),
  "lines across": full("---\n"),
  footnotes: full("[^a]: b\n\n"),
  definitions: full("[a]: b\n"),
  "words in a label that is open": `[${full("a ")}`,
  "a long text": "a".repeat(LENGTH + 1),
};

const ORDINARY = `## A heading with \`code\`

Some *words* over [a link](b.md) and https://example.org/a_b, **strong** ones, snake_case, and what follows them
goes on for another line of the paragraph [^1], 2 * 3 < 7.

- [ ] one item
  1. within another, with **strong** words
- [x] another

> A quote

| name | value |
| ---- | ----- |
| one \`a|b\` | [two](c.md) |

\`\`\`sh
ls -l | grep "*"
\`\`\`

[^1]: A note below.

`;

describe("parseMarkdown", () => {
  it.each(Object.entries(ENDLESS))("does not read %s", (_, text) => {
    expect(() => parseMarkdown(text)).toThrow(TooMuchMarkdownError);
  });

  it.each([
    ["an ordinary text", full(ORDINARY)],
    [
      "one long paragraph",
      full("Some plain words, with *emphasis* and [a link](https://example.org/b) in `code`. ", 20_000),
    ],
    ["a long list", full("- An item with [a link](b.md), and some words behind it.\n")],
    ["a large table", `|a|b|c|\n|-|-|-|\n${full("|one *word*|`two`|[three](b.md)|\n", 40_000)}`],
    ["a block of code", `\`\`\`\n${full("a | b > c * d\n", 60_000)}\n\`\`\`\n`],
    ["quotes in quotes that somebody wrote", `${"> ".repeat(12)}a\n`],
    ["a line of stars", `${"* ".repeat(60)}\n\n${"=".repeat(3000)}\n`],
  ])("reads %s, and all of it", (_, text) => {
    const read: string[] = [];
    const visit = (node: Nodes) => {
      if ("value" in node) read.push(node.value);
      if ("children" in node) for (const child of node.children) visit(child);
    };
    visit(parseMarkdown(text));
    const words = (of: string) => of.match(/word|item|code|code|cell/g)?.length ?? 0;
    expect(words(read.join(" "))).toBe(words(text));
  });
});

describe.skipIf(!executablePath)("a text that cannot be drawn", PATIENT, () => {
  const { open } = useBrowser();

  it.each([
    ["long", `It is faster.\n\n${"word ".repeat(14_000)}`, "it is longer than 65,536 characters"],
    ["nested deep", `${"> ".repeat(4000)}It is faster.`, "it is nested too deep"],
    [
      "full of images",
      `It is faster.\n\n${inEachOther("![", "]()", 32_000)}`,
      "there are too many marks in it",
    ],
  ])("is shown as its source where it is %s, with what was found in it", async (_, text, why) => {
    const embedded = makePage({ notes: 3, gates: 2, findingEvery: 1 });
    const [entry] = embedded.page.findings;
    const [finding] = entry?.findings ?? [];
    const note = entry && embedded.notes[entry.notePath];
    if (!finding || !note) throw new Error("there is no finding");
    note.text = text;
    const startOffset = text.indexOf("It is faster.");
    const place = {
      startOffset,
      endOffset: startOffset + 13,
      startLine: 1,
      startColumn: 1,
      endLine: 1,
      endColumn: 1,
    };
    finding.quotes = [{ text: "It is faster.", place }];
    const watched = await open();
    const { page, problems } = watched;
    await show(watched, writeReport(embedded), "#/queue");
    await page.getByText(`shown as its source, and not as Markdown, since ${why}.`).first().waitFor();
    expect(await page.locator(".place-text mark.current").first().innerText()).toBe("It is faster.");
    await page.keyboard.press("j");
    await page.locator(".place-text .prose").waitFor();
    await show(watched, page.url().replace(/#.*/, ""), `#/note/${entry.notePath}`);
    expect(await page.locator("mark", { hasText: "It is faster." }).count()).toBe(1);
    expect(problems).toEqual([]);
  });

  it("takes nothing with it, also where nobody thought of why", async () => {
    const embedded = makePage({ notes: 3, gates: 2, findingEvery: 1 });
    const [entry] = embedded.page.findings;
    const [finding] = entry?.findings ?? [];
    if (!entry || !finding) throw new Error("there is no finding");
    // No reader makes such a one.
    Object.assign(finding, { message: "What it says.", outgrownWaiver: { reason: "", at: 1 } });
    const watched = await open();
    const { page } = watched;
    await show(watched, writeReport(embedded), `#/note/${entry.notePath}`);
    await page.getByText("This finding could not be shown in whole").waitFor();
    expect(await page.locator("article .message-text").allInnerTexts()).toContain("What it says.");
    expect(await page.locator(".text .prose").count()).toBe(1);
  });
});
