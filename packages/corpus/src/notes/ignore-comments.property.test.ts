import fc from "fast-check";
import createParser from "markdown-it";
import { describe, expect, it } from "vitest";
import { compareNotes } from "./note-parts.ts";

const renderer = createParser("default", { html: true });

const words = fc
  .array(fc.constantFrom("word", "*word*", "`code`", "[a](b.md)", "[c]", "1.10"), {
    minLength: 1,
    maxLength: 4,
  })
  .map((all) => all.join(" "));
const lines = fc.array(words, { minLength: 1, maxLength: 3 });
const prefixed = (prefix: string) => lines.map((all) => all.map((line) => prefix + line).join("\n"));
const block = fc.oneof(
  lines.map((all) => all.join("\n")),
  words.map((text) => `# ${text}`),
  words.map((text) => `${text}\n---`),
  prefixed("- "),
  prefixed("1. "),
  prefixed("> "),
  prefixed("    "),
  lines.map((all) => `\`\`\`\n${all.join("\n\n")}\n\`\`\``),
  words.map((text) => `| a |\n|---|\n| ${text} |`),
  words.map((text) => `<div>\n${text}\n</div>`),
  words.map((text) => `[c]: ${encodeURIComponent(text)}`),
);
const blocks = fc.array(block, { minLength: 1, maxLength: 6 });
const comment = fc
  .tuple(
    fc.constantFrom("review-ignore", "review-ignore-file", "Review-Ignore"),
    fc.constantFrom("a: b", "a, b: <h1> of [c]: d", " prose/clarity: over\nlines ", "a", ""),
  )
  .map(([word, rest]) => `<!-- ${word} ${rest} -->`);
const mdxComment = comment.map((html) => `{/*${html.slice(4, -3)}*/}`);
const anyComment = fc.oneof(comment, mdxComment);
// One of several lines counts in a note with HTML or definitions.
const oneLine = anyComment.filter((all) => !all.includes("\n"));
const anywhere = fc.nat({ max: 40 });

const HEAD = "---\ntitle: T\nstatus: draft\n---\n";
const asNote = (body: string, titled: boolean) => `${titled ? HEAD : ""}${body}\n`;

const insert = <T>(list: readonly T[], at: number, more: T): T[] => {
  const index = at % (list.length + 1);
  return [...list.slice(0, index), more, ...list.slice(index)];
};

describe("comments that settle findings", () => {
  it("are no part of a note between its blocks, added, changed or removed", async () => {
    await fc.assert(
      fc.asyncProperty(
        blocks,
        oneLine,
        oneLine,
        anywhere,
        fc.boolean(),
        async (those, one, other, at, titled) => {
          // Blocks of one kind side by side are one to Markdown, and a comment parts them.
          const parted = those.flatMap((each) => [each, "***"]);
          const note = (more?: string) =>
            asNote((more === undefined ? parted : insert(parted, at, more)).join("\n\n"), titled);
          for (const [before, after] of [
            [note(), note(one)],
            [note(one), note(other)],
            [note(one), note()],
          ] as const) {
            expect((await compareNotes("a.md", before, after))?.changed).toEqual(new Set());
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("never hide that the note is shown in another way", async () => {
    let same = 0;
    await fc.assert(
      fc.asyncProperty(blocks, comment, anywhere, fc.boolean(), async (those, one, at, titled) => {
        const body = those.join("\n\n");
        const changed = insert(body.split("\n"), at, one).join("\n");
        const compared = await compareNotes("a.md", asNote(body, titled), asNote(changed, titled));
        if (compared?.changed.size !== 0) return;
        same += 1;
        expect(shown(changed)).toBe(shown(body));
      }),
      { numRuns: 500 },
    );
    expect(same).toBeGreaterThan(100);
  });

  it("never hide a line that changed beside them", async () => {
    await fc.assert(
      fc.asyncProperty(blocks, anyComment, anywhere, fc.boolean(), async (those, one, at, titled) => {
        const before = asNote(those.join("\n\n"), titled);
        const after = asNote(insert([...those, "Another paragraph."], at, one).join("\n\n"), titled);
        expect((await compareNotes("a.md", before, after))?.changed).toContain("body");
      }),
      { numRuns: 300 },
    );
  });
});

/** What a reader sees: comments are not shown, and whether items of a list stand apart is not compared. */
function shown(markdown: string): string {
  const html = renderer.render(markdown).replace(/<!--[\s\S]*?-->\n?/g, "");
  return html
    .replace(/<li>\s*<p>|<\/p>\s*<\/li>/g, (tags) => tags.replace(/<\/?p>/, ""))
    .replace(/\s+/g, " ");
}
