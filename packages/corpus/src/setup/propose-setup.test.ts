import { createTree } from "@review/test-kit/temp-tree.ts";
import { describe, expect, it } from "vitest";
import { proposeSetup } from "./propose-setup.ts";

async function propose(files: Record<string, string>) {
  return proposeSetup(await createTree(files));
}

describe("proposeSetup", () => {
  it.each<[files: Record<string, string>, config: object, notes: number, gates: number]>([
    [
      { "kb/notes/a.md": "A", "kb/instructions/review-gates/prose/x.md": "X" },
      { notes: ["kb/notes/**/*.md"], gates: "kb/instructions/review-gates" },
      1,
      1,
    ],
    [
      {
        "notes/a.md": "A",
        "notes/deep/b.md": "B",
        "notes/index.md": "- [A](a.md)",
        "README.md": "R",
        "gates/x.md": "X",
      },
      { notes: ["notes/**/*.md"], gates: "gates" },
      2,
      1,
    ],
    [{ "docs/a.md": "A", "README.md": "R" }, { notes: ["docs/**/*.md"], gates: "gates" }, 1, 0],
    [{ "docs/a.md": "A", "notes/": "" }, { notes: ["docs/**/*.md"], gates: "gates" }, 1, 0],
    [{ "kb/notes/a.md": "A" }, { notes: ["kb/notes/**/*.md"], gates: "kb/instructions/review-gates" }, 1, 0],
    [
      { "notes/a.md": "A", "review-gates/x.md": "X" },
      { notes: ["notes/**/*.md"], gates: "review-gates" },
      1,
      1,
    ],
    [{ "README.md": "R" }, { notes: ["notes/**/*.md"], gates: "gates" }, 0, 0],
    [{}, { notes: ["notes/**/*.md"], gates: "gates" }, 0, 0],
  ])("%j", async (files, config, notes, gates) => {
    expect(await propose(files)).toMatchObject({ config, notes, gates });
    expect(Object.keys((await propose(files)).config)).toEqual(Object.keys(config));
  });

  it("takes the markdown files of a tree without a folder for notes, but not those about the tree", async () => {
    const { config, notes } = await propose({
      "one.md": "1",
      "deep/two.md": "2",
      "README.md": "R",
      "deep/CHANGELOG.md": "C",
      "node_modules/x/three.md": "3",
      "gates/x.md": "X",
    });
    expect(notes).toBe(2);
    expect(config.notes).toEqual(["**/*.md"]);
    expect(config.exclude).toContain("**/README.md");
  });

  it("leaves out by name no more spellings of such a page than a configuration holds", async () => {
    const spelt = (at: number) =>
      Array.from("readme", (letter, bit) => ((at >> bit) & 1 ? letter.toUpperCase() : letter)).join("");
    const files = Object.fromEntries(Array.from({ length: 64 }, (_, at) => [`${spelt(at)}.md`, "R"]));
    const { config, notes } = await propose({ ...files, "one.md": "1" });
    expect(config.exclude?.length).toBeLessThan(40);
    expect(notes).toBe(1 + 64 - 20);
  });

  it("takes MDX, several folders and the dialect of front matter as they are, and says what it leaves out", async () => {
    const pages = Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [
        `src/content/docs/p${at}.mdx`,
        `---\ntitle: P${at}\n---\n\nText.\n`,
      ]),
    );
    expect(
      await propose({
        ...pages,
        "src/content/docs/index.mdx": "---\ntitle: I\n---\n",
        "src/content/docs/_index.md": "+++\ntitle = 'I'\n+++\n",
        "blog [old]/a.md": "+++\ntitle = 'A'\n+++\n\nText.\n",
        "blog [old]/deep/b.md": '{\n"title": "B"\n}\n\nText.\n',
        "blog [old]/c.md": "---\ntitle: C\n\nText.\n",
        "blog [old]/d.MD": "Text.\n",
        "tests/fixture.md": "Text.\n",
        "robots.txt": "x",
        "README.md": "x",
      }),
    ).toEqual({
      config: {
        notes: ["blog \\[old\\]/**/*.{md,mdx}", "src/content/docs/**/*.{md,mdx}"],
        exclude: ["**/index.{md,mdx}", "**/_index.{md,mdx}"],
        gates: "gates",
      },
      notes: 34,
      unreadable: 0,
      gates: 0,
      frontMatter: { yaml: 30, toml: 1, json: 1, none: 1, broken: 1 },
      leftOut: [
        { why: "index pages", names: ["_index.md", "index.mdx"], files: 2 },
        { why: "about the tree", names: ["README.md"], files: 1 },
        { why: "elsewhere", names: ["tests"], files: 1 },
        { why: "another kind", names: [".txt"], files: 1 },
      ],
    });
  });

  it.each<[what: string, pages: Record<string, string>, exclude: string[] | undefined, leftOut: string[]]>([
    [
      "most list others",
      { "notes/index.md": "- [A](a.md)", "notes/b/index.md": "[[A]]" },
      undefined,
      ["index.md"],
    ],
    ["they are notes", { "notes/index.md": "What we do.", "notes/b/index.md": "How we do it." }, [], []],
    ["there are none", {}, undefined, []],
    ["a note is called like one", { "notes/card-index.md": "Cards were kept in drawers." }, undefined, []],
    ["tags have some", { "notes/t-index.md": "- [A](a.md)" }, ["**/*-index.md"], ["t-index.md"]],
    ["sections have some", { "notes/_index.md": "---\ntitle: S\n---\n" }, ["**/_index.md"], ["_index.md"]],
  ])("looks into index pages: %s", async (_, pages, exclude, names) => {
    const { config, notes, leftOut } = await propose({ "notes/a.md": "A", ...pages });
    expect(config.exclude).toEqual(exclude);
    expect(leftOut.flatMap((each) => each.names)).toEqual(names);
    const left = leftOut.reduce((sum, { files }) => sum + files, 0);
    expect(notes).toBe(1 + Object.keys(pages).length - left);
  });

  const some = (folder: string, count: number, text: string) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`${folder}/${at}.md`, text]));

  it("takes all of a vault, however few lie in a folder, but its templates and what is about the tree", async () => {
    const { config, notes, leftOut } = await propose({
      ".obsidian/app.json": "{}",
      ...some("Templates", 52, "---\ncreated: {{date}}\n---\n"),
      ...some("References", 30, "x"),
      ...some("Notes", 2, "x"),
      ...some("99 Meta/z_templates", 1, "x"),
      "Daily/d.md": "x",
      "inbox.md": "x",
      "Readme.md": "x",
    });
    expect(notes).toBe(34);
    expect(config.notes).toEqual(["**/*.md"]);
    expect(config.exclude).toEqual(
      expect.arrayContaining(["**/Readme.md", "Templates/**", "99 Meta/z_templates/**"]),
    );
    expect(leftOut).toEqual([
      { why: "about the tree", names: ["Readme.md"], files: 1 },
      { why: "templates", names: ["99 Meta/z_templates", "Templates"], files: 53 },
    ]);
  });

  it("takes a tree for a vault whose notes link each other by wikilinks, wherever they are", async () => {
    const numbered = await propose({
      ...some("4 Archive", 40, "See [[x]]."),
      ...some("1 Projects", 2, "See [[y]]."),
      "2 Areas/home.md": "See [[z]].",
    });
    expect([numbered.config.notes, numbered.notes]).toEqual([["**/*.md"], 43]);
    const site = await propose({ ...some("content", 40, "See [[x]]."), ...some("tests", 2, "x") });
    expect([site.config.notes, site.notes]).toEqual([["content/**/*.md"], 40]);
  });

  it.each<[what: string, files: Record<string, string>, templates: string[]]>([
    ["at the top, without a placeholder", some("_templates", 2, "x"), ["_templates"]],
    ["deeper, with placeholders", some("docs/templates", 2, "# {{title}}\n"), ["docs/templates"]],
    ["deeper, of Templater", some("docs/Templates", 2, "# <% tp.file.title %>\n"), ["docs/Templates"]],
    ["deeper, about templates", some("docs/templates", 2, "Write `{{ x }}`.\n\n```\n{{ y }}\n```\n"), []],
    ["of another name", some("docs/template-guide", 2, "{{ x }}"), []],
  ])("tells folders of templates: %s", async (_, files, templates) => {
    const { leftOut, notes } = await propose({ ...some("docs", 5, "x"), ...files });
    const found = leftOut.filter(({ why }) => why === "templates").flatMap(({ names }) => names);
    expect(found).toEqual(templates);
    expect(notes).toBe(templates.length > 0 ? 5 : 7);
  });

  it("takes other kinds where there is no Markdown, and all of a tree of many folders", async () => {
    const rst = await propose({ "docs/a.rst": "x", "docs/b.adoc": "x", "docs/c.txt": "x" });
    expect(rst.config.notes).toEqual(["docs/**/*.{adoc,rst}"]);
    expect((await propose({ "docs/c.txt": "x" })).config.notes).toEqual(["docs/**/*.txt"]);
    const many = await propose(Object.fromEntries([..."abcde"].map((folder) => [`${folder}/a.md`, "x"])));
    expect([many.config.notes, many.notes]).toEqual([["**/*.md"], 5]);
  });

  it.each<[site: string, files: Record<string, string>, linkRoots: object | undefined]>([
    [
      "Astro",
      {
        "src/content/docs/a.mdx": "[b](/guides/b/) [c](/guides/c/#x) [logo](/logo.svg) [p](/p.pdf)",
        "src/content/docs/guides/b.mdx": "[a](/a/) [gone](/gone/)",
        "src/content/docs/guides/c.md": "x",
        "public/logo.svg": "",
        "public/p.pdf": "",
      },
      { "/": ["src/content/docs", "public"] },
    ],
    [
      "Zola",
      {
        "content/posts/a.md": "[b](@/posts/b.md) [c](@/c.md)",
        "content/posts/b.md": "x",
        "content/c.md": "[a](@/posts/a.md)",
      },
      { "@/": ["content"] },
    ],
    [
      "a blog that says where its posts are shown",
      {
        "content/a.md": "[b](/2019/01/b/) [c](/2020/02/c/)",
        "content/x.md": '+++\npath = "2019/01/b"\n+++\n',
        "content/y.md": "---\nurl: /2020/02/c/\n---\n",
      },
      { "/": ["content"] },
    ],
    [
      "Hugo, in more than one language",
      {
        "content/en/a.md": "[b](/b/) [c](/d/c/)",
        "content/en/b.md": "[c](../d/c/)",
        "content/en/d/c.md": "x",
        "content/de/a.md": "x",
      },
      { "/": ["content/en"] },
    ],
    [
      "links of files",
      { "notes/a.md": "[b](b.md) [c](/notes/c.md)", "notes/b.md": "x", "notes/c.md": "x" },
      undefined,
    ],
    ["links to nothing", { "notes/a.md": "[b](/b/) [c](/c) [d](d)", "notes/e.md": "x" }, undefined],
  ])("proposes what links stand for: %s", async (_, files, linkRoots) => {
    const { config, links } = await propose(files);
    expect(config.linkRoots).toEqual(linkRoots);
    expect(links === undefined).toBe(linkRoots === undefined);
  });

  it("looks at a thousand links at most, however many there are and whatever they begin with", async () => {
    const urls = (make: (index: number) => string) =>
      Array.from({ length: 1_500 }, (_, index) => `[x](${make(index)})\n`).join("");
    const files: Record<string, string> = { "notes/b.md": "x" };
    files["notes/a.md"] =
      urls(() => "/b/") + urls((index) => `/${index}/b/`) + urls((index) => `@${index}/b/`);
    const { config, links } = await propose(files);
    expect(config.linkRoots).toEqual({ "/": ["notes"] });
    // Every fifth of 4,500.
    expect(links).toEqual({ links: 900, found: 300 });
  });

  it("names the schema where an editor finds it", async () => {
    const schema = "node_modules/@review/cli-nested/bundle/schemas/review.config.schema.json";
    expect((await propose({ [schema]: "{}", "notes/a.md": "A" })).config.$schema).toBe(`./${schema}`);
    const root = await createTree({ [schema]: "{}", "sub/notes/a.md": "A" });
    expect((await proposeSetup(`${root}/sub`)).config.$schema).toBe(`../${schema}`);
  });
});
