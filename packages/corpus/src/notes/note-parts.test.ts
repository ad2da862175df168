import { describe, expect, it } from "vitest";
import { compareNotes, isTrivialFor, type NoteComparison } from "./note-parts.ts";

const changedParts = async (before: string, after: string) =>
  (await compareNotes("a.md", before, after))?.changed;

const note = (frontMatter: string, body: string) => `---\n${frontMatter}\n---\n${body}`;
const LONG = "Words of a long note.\n\n".repeat(5000);
const base = note(
  "description: One thing\nstatus: draft",
  "# A title\n\nSome words\nover two lines.\n\n- one\n- two\n\n```sh\nls\npwd\n```\n",
);

describe("compareNotes", () => {
  const same: [what: string, now: string, before?: string][] = [
    ["nothing", base],
    ["line endings", base.replaceAll("\n", "\r\n")],
    ["line wrapping", base.replace("words\nover", "words over")],
    ["blank lines at the end", `${base}\n\n`],
    ["blank lines at the end, with HTML", "# A\n\n<b>c</b>\n", "# A\n\n<b>c</b>\n\n"],
    ["blank lines between list items", base.replace("- one\n- two", "- one\n\n- two")],
    ["list markers", base.replaceAll("- ", "* ")],
    ["white space in the description", base.replace("One thing", "One   thing ")],
    ["emphasis marks", base.replace("Some", "_Some_"), base.replace("Some", "*Some*")],
    ["wrapping before a link or code", "a\n[b](c.md) and\n`d` so", "a [b](c.md) and `d`\nso"],
    ["padding of a table", "| a | b |\n|---|---|\n| c | d |", "|a|b|\n| --- | --- |\n| c   | d |"],
    ["line endings of a note that is too long", LONG, LONG.replaceAll("\n", "\r\n")],
    ["the order of front matter keys", note("a: b\nc: d", "x"), note("c: d\na: b", "x")],
  ];
  it.each(same)("sees no change in %s", async (_, after, before = base) => {
    expect(await changedParts(before, after)).toEqual(new Set());
  });

  const different: [what: string, now: string, parts: string[], before?: string][] = [
    ["the heading of level 1", base.replace("A title", "Another title"), ["title"]],
    ["the description", base.replace("One thing", "Another thing"), ["description"]],
    ["another front matter key", base.replace("draft", "current"), ["status"]],
    ["a key that is new", base.replace("status", "mood: fine\nstatus"), ["mood"]],
    ["a key that is gone", base.replace("status: draft\n", ""), ["status"]],
    ["a key of a note that is too long", note("a: c", LONG), ["a"], note("a: b", LONG)],
    ["a key with the name of a part", note("body: c", "x"), ["body"], note("body: b", "x")],
    ["a word of the body", base.replace("two lines", "three lines"), ["body"]],
    ["a paragraph split in two", base.replace("words\nover", "words\n\nover"), ["body"]],
    ["a title in the front matter", base.replace("status", "title: A title\nstatus"), ["title", "body"]],
    ["a space that parts a word", base.replace("Some", "So me"), ["body"]],
  ];
  it.each(different)("sees %s", async (_, after, parts, before = base) => {
    expect([...((await changedParts(before, after)) ?? [])]).toEqual(parts);
  });

  const notProven: [what: string, before: string, after: string][] = [
    [
      "rows of a table joined",
      "| a | b |\n|---|---|\n| c | d |\n| e | f |",
      "| a | b |\n|---|---|\n| c | d | | e | f |",
    ],
    ["a cell beyond those of the header", "| a |\n|---|\n| c | d |", "| a |\n|---|\n| c | e |"],
    ["the lines of an alert", "> [!NOTE]\n> Do not.", "> [!NOTE] Do not."],
    ["a definition of a term", "Term\n: what it is", "Term : what it is"],
    ["the lines of a table without a head", "a | b\nc | d", "a | b c | d"],
    ["an item of a list that is none here", "So it is\n2. two", "So it is 2. two"],
    ["an escaped character", "from $5 to $6", "from \\$5 to \\$6"],
    ["the place of the title", "# A\n\nText.", "Text.\n\n# A"],
    [
      "the place of a heading under another title",
      note("title: T", "# A\n\nText."),
      note("title: T", "Text.\n\n# A"),
    ],
    ["the kind of a space", "10 km", "10\u00a0km"],
    ["a line break in a formula", "so $a % not\nb$", "so $a % not b$"],
    ["a line break in a wiki link", "so [[a b]] is", "so [[a\nb]] is"],
  ];
  it.each(notProven)("does not take for the same: %s", async (_, before, after) => {
    expect(await changedParts(before, after)).toEqual(new Set(["body"]));
  });

  // What other readers of Markdown may see, in which a line break, a space or a mark is more than layout.
  const unclear: [what: string, before: string, after: string][] = [
    ["the lines of a `:::` block", ":::warning\nDo not.\n:::", ":::warning Do not. :::"],
    ["what is indented below `!!!`", "!!! danger\n    Do not.", "!!! danger\nDo not."],
    ["what is indented below `???`", '??? "a"\n\n    - Do not.', '??? "a"\n\n- Do not.'],
    ["a tab of MkDocs", 'a\n\n=== "B"\n\n    c', 'a\n\n=== "B"\n\n     c'],
    ["a second definition of a link", "[a]\n\n[a]: b\n[a]: c", "[a]\n\n[a]: b\n[a]: d"],
    ["a definition above a line of =", "[a]: b\n===\n\n[a]", "[a]: c\n===\n\n[a]"],
    ["emphasis marks in a label", "[*x*]\n\n[*x*]: y", "[_x_]\n\n[*x*]: y"],
    ["code in a label", "[`x`]\n\n[`x`]: y\n\n[`x`]: z", "[`x`]\n\n[``x``]: y\n\n[`x`]: z"],
    ["a line of code in HTML", "Run <pre># never: rm x</pre> here", "Run <pre># never:\nrm x</pre> here"],
    ["spaces in such code", "Run <pre>if a:\n  b\n  c</pre>", "Run <pre>if a:\n  b\nc</pre>"],
    [
      "such code in another paragraph",
      "Run <pre>\n\n# no: rm x\n\n</pre>",
      "Run <pre>\n\n# no:\nrm x\n\n</pre>",
    ],
    ["such code behind a block of HTML", "<xmp>\n\nno: rm x\n\n</xmp>", "<xmp>\n\nno:\nrm x\n\n</xmp>"],
    ["what a style says of a block", '<p style="a">\n\nb c\n\n</p>', '<p style="a">\n\nb\nc\n\n</p>'],
    ["a tag that is none here", "a <pre b=c'>\n\nd e", "a <pre b=c'>\n\nd\ne"],
    ["a comment in a formula", "so $$a\n\nb % c d$$", "so $$a\n\nb % c\nd$$"],
    ["an environment of TeX", "\\begin{a}\n\nb c", "\\begin{a}\n\nb\nc"],
    ["a comment of Obsidian", "%%\n\nb c\n\n%%", "%%\n\nb\nc\n\n%%"],
    ["a line of a shortcode", "{{< sh >}}# never: rm x{{< /sh >}}", "{{< sh >}}# never:\nrm x{{< /sh >}}"],
    ["paragraphs of a shortcode", "{{< sh >}}\n\n# no: rm x", "{{< sh >}}\n\n# no:\nrm x"],
    ["paragraphs of a template", "{% highlight sh %}\n\n# no: rm x", "{% highlight sh %}\n\n# no:\nrm x"],
    ["a heading in HTML", "<h1>A</h1>\n\nText.", "<h1>B</h1>\n\nText."],
    ["what stands beside it", "<div>\n<h1>A</h1>\nb\n</div>", "<div>\n<h1>A</h1>\nc\n</div>"],
    ["a heading behind a comment", "<!-- <h1> -->\n\n# A", "<!-- <h1> -->\n\n# B"],
    ["a heading that leads on", "# A $$\n\nb", "# B $$\n\nb"],
  ];
  it.each(unclear)("cannot say what is the title where there may be more: %s", async (_, before, after) => {
    expect(await changedParts(before, after)).toEqual(new Set(["title", "body"]));
  });
  it.each(unclear.slice(0, -4))("knows a title before that: %s", async (_, before, after) => {
    expect(await changedParts(`# A\n\n${before}`, `# A\n\n${after}`)).toEqual(new Set(["body"]));
  });
  it("knows a title before what may be more", async () => {
    expect(await changedParts("# A\n\n<b>c</b>\n", "# B\n\n<b>c</b>\n")).toEqual(new Set(["title"]));
  });

  it.each<[string, string, string[]]>([
    ["description: !!set {a}", "description: !!set {b}", ["description"]],
    ["description: [a]", "description: [a]", []],
    ["title: [a]", "title: [b]", ["title"]],
    ["title: 1", "title: '1'", []],
    ["title: 1984", "title: 1999", ["title"]],
    ["title: 1.10", "title: 1.1", ["title"]],
    ["title: 2026-01-02", "title: 2026-01-03", ["title"]],
    ["title: yes", "title: true", ["title"]],
  ])("compares values that are no text: %s and %s", async (before, after, parts) => {
    expect([...((await changedParts(note(before, "x"), note(after, "x"))) ?? [])]).toEqual(parts);
  });

  it.each<[string, string, string, string[]]>([
    [
      "TOML",
      '+++\ntitle = "a"\nn = 1\n+++\nx',
      '+++\ntitle = "b"\nn = 1\n+++\nx',
      ["title", "description", "n"],
    ],
    ["TOML that is the same", "+++\nn = 1\n+++\nx", "+++\nn = 1\n+++\ny", ["body"]],
    [
      "TOML, a number in other words",
      "+++\nn = 1.10\n+++\nx",
      "+++\nn = 1.1\n+++\nx",
      ["title", "description", "n"],
    ],
    [
      "JSON, beyond its numbers",
      '{\n"n": 9007199254740993\n}\nx',
      '{\n"n": 9007199254740992\n}\nx',
      ["title", "description", "n"],
    ],
    ["YAML, another kind of value", "---\nn: null\nm: 1\n---\nx", "---\nn: 'null'\nm: 1\n---\nx", ["n"]],
    ["YAML, another tag", "---\nn: !a x\n---\nx", "---\nn: !b x\n---\nx", ["n"]],
    [
      "YAML, an alias of something else",
      "---\nk: &v 1\nn: *v\n---\nx",
      "---\nk: &v 2\nn: *v\n---\nx",
      ["k", "n"],
    ],
    ["YAML, other lines of a value", "---\nn:\n  - a\n---\nx", "---\nn:\n- a\n---\nx", ["n"]],
    ["JSON", '{\n"title": "a"\n}\nx', '{\n"title": "b"\n}\nx', ["title", "description"]],
    ["YAML that ends in dots", "---\ntitle: a\n...\nx", "---\ntitle: b\n...\nx", ["title"]],
    ["TOML, then YAML", '+++\ntitle = "a"\n+++\nx', "---\ntitle: a\n---\nx", ["title", "description"]],
  ])("compares front matter in %s", async (_, before, after, parts) => {
    expect([...((await changedParts(before, after)) ?? [])]).toEqual(parts);
  });

  it.each([
    ["is too long", LONG, `${LONG}More.`],
    [
      "has front matter that refers to itself",
      note("description: &a [*a]", "x"),
      note("description: x", "x"),
    ],
    ["has front matter that is never closed", "---\ntitle: a\n", "---\ntitle: b\n"],
    ["is nested too deep", `${">".repeat(25)} a`, `${">".repeat(25)} b`],
  ])("cannot say for a note that %s", async (_, before, after) => {
    expect(await changedParts(before, after)).toBeUndefined();
  });

  it("keeps white space in code", async () => {
    const before = "```py\nif a:\n  b\n```\n";
    expect([...((await changedParts(before, before.replace("  b", "    b"))) ?? [])]).toEqual(["body"]);
  });

  it("keeps the space between a word and its emphasis", async () => {
    expect(await changedParts("foo *bar*", "foo*bar*")).toEqual(new Set(["body"]));
  });

  it("cannot say for broken front matter", async () => {
    expect(await changedParts(base, note("description: a: b", "# A title\n"))).toBeUndefined();
  });
});

describe("isTrivialFor", () => {
  const comparison = (...changed: string[]): NoteComparison => ({
    compared: new Set(["title", "description", "body", "status"]),
    changed: new Set(changed),
  });
  it.each([
    [["title"], ["body"], true],
    [["title", "description"], ["body", "status"], true],
    [["title", "body"], ["body"], false],
    [["body"], [], true],
    [["status"], ["body"], true],
    [["status"], ["status"], false],
    [["mood"], [], false],
    [["title", "mood"], [], false],
    [[], [], false],
    [undefined, [], false],
  ])("watches %j, changed %j: %s", (watches, changed, trivial) => {
    expect(isTrivialFor({ watches }, comparison(...changed))).toBe(trivial);
  });

  it("never holds where nobody can say what changed, nor for a gate that can be run again", () => {
    expect(isTrivialFor({ watches: ["title"] }, undefined)).toBe(false);
    expect(isTrivialFor({ watches: ["title"], check: ["lint"] }, comparison("body"))).toBe(false);
  });
});

it.each(["title:", "title: ''", "title: null", "title: ~"])(
  "an empty title (%s) is none: readers see the heading",
  async (title) => {
    const note = (heading: string) => `---\n${title}\n---\n# ${heading}\n\nText.\n`;
    const compared = await compareNotes("a.md", note("It is safe"), note("It is not safe"));
    expect([...(compared?.changed ?? [])]).toEqual(["title"]);
  },
);

it.each([
  ["a.md", "# T\n\na\nb\n", "T\n=\n\na b\n", []],
  ["a.mdx", "# T\n\na\nb\n", "T\n=\n\na b\n", ["body"]],
  ["a.MDX", "# T\n\nb\n", "# U\n\nb\n", ["title", "body"]],
  ["a.mdx", "# T\n\nb\n", "# T\n\n{/* review-ignore g: so */}\n\nb\n", []],
  ["a.mdx", "{/* review-ignore g: so */}\nb\n", "{/* review-ignore h: no */}\n\nb\n", []],
  ["a.mdx", "{/* review-ignore g: so */}\nb\n", "{/* review-ignore h:\nno */}\n\nb\n", ["body"]],
  ["a.md", "<!-- review-ignore g: so -->\nb\n", "<!-- review-ignore h:\nno -->\n\nb\n", []],
  ["a.md", "# T\n\n<b>b</b>\n", "# T\n\n<!-- review-ignore g: so -->\n\n<b>b</b>\n", []],
  ["a.md", "# T\n\n<b>b</b>\n", "# T\n\n<!-- review-ignore g:\nso -->\n\n<b>b</b>\n", ["body"]],
  ["a.mdx", "# T\n\nb\n", "# T\n\n{/* see below */}\n\nb\n", ["body"]],
  ["a.mdx", "a\n\nb\n", "a\n\n{/* review-ignore g: so */}\n\nb \n", ["body"]],
  ["a.mdx", "- a\n\n- b\n", "- a\n\n{/* review-ignore g: so */}\n\n- b\n", ["body"]],
  ["a.mdx", "```\n\n```\n", "```\n\n{/* review-ignore g: so */}\n\n```\n", ["body"]],
  ["a.txt", "# T\n\nb\n", "# U\n\nb\n", ["body"]],
  ["a.rst", "T\n=\n\na\nb\n", "T\n=\n\na b\n", ["body"]],
  ["a.adoc", "---\ntitle: T\n---\na\n", "---\ntitle: U\n---\na\n", ["title"]],
])("of %s only what its format tells is known", async (path, before, after, changed) => {
  expect([...((await compareNotes(path, before, after))?.changed ?? [])]).toEqual(changed);
});
