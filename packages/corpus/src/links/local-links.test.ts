import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createTree } from "@review/test-kit/temp-tree.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCorpus } from "../../test/create-corpus.ts";
import { resolveLocalLinks, resolveNoteLinks } from "./local-links.ts";

describe("resolveLocalLinks", () => {
  it("looks for as many as anybody follows, and no more", async () => {
    const corpus = await createCorpus({ "notes/a.md": "# A" });
    const text = "[x](b.md) [x](b.md) [y](c.md) [z](d.md)";
    const links = await resolveNoteLinks(corpus, { path: "notes/a.md", text }, 2);
    expect(links.map(({ target }) => target)).toEqual(["notes/b.md", "notes/c.md"]);
  });

  it("looks for fewer where each may mean a file in many folders", async () => {
    const corpus = await createCorpus({
      "notes/a.md": "# A",
      "d0/a.md": "a",
      "d0/b.md": "b",
      "d0/c.md": "c",
    });
    const folders = Array.from({ length: 100_000 }, (_, at) => `d${at}`);
    const config = { ...corpus.config, linkRoots: { "/": folders } };
    const links = await resolveLocalLinks(
      { ...corpus, config },
      { path: "notes/a.md", text: "[](/a) [](/b) [](/c)" },
    );
    expect(links.map(({ target }) => target)).toEqual(["d0/a.md", "d0/b.md"]);
  });

  it("takes a long link for several", async () => {
    const corpus = await createCorpus({ "notes/a.md": "# A" });
    const folders = Array.from({ length: 50_000 }, (_, at) => `d${at}`);
    const text = `[](b.md) [](${"x".repeat(201)}.md) [](c.md)`;
    const config = { ...corpus.config, linkRoots: { "/": folders } };
    const targets = async (linked: typeof corpus) =>
      (await resolveLocalLinks(linked, { path: "notes/a.md", text })).map(({ target }) => target.length);
    expect(await targets({ ...corpus, config })).toEqual([10, 210]);
    expect(await targets(corpus)).toEqual([10, 210, 10]);
  });

  it("follows a URL from the root of a site or vault below the root, where just one folder above the note has it", async () => {
    const corpus = await createCorpus({
      "kb/folder/note.md": "n",
      "kb/folder/index.md": "i",
      "kb/twice.md": "t",
      "kb/other/twice.md": "t",
      "kb/other/top.md": "below",
      "top.md": "t",
      "elsewhere/far.md": "f",
    });
    const text =
      "[](/folder/note.md) [](/folder/note) [](/folder/) [](/top.md) [](/twice.md) [](/far.md) [](folder/note.md)";
    const told = async (linkRoots: Record<string, string[]>) =>
      (
        await resolveLocalLinks(
          { ...corpus, config: { ...corpus.config, linkRoots } },
          { path: "kb/other/a.md", text },
        )
      ).map(({ target, status }) => `${status} ${target}`);
    expect(await told({})).toEqual([
      "exists kb/folder/note.md",
      "exists kb/folder",
      "exists top.md",
      "unresolved /twice.md",
      "unresolved /far.md",
      "missing kb/other/folder/note.md",
    ]);
    // What is configured is known.
    expect(await told({ "/": ["elsewhere"] })).toContain("missing elsewhere/folder/note.md");
  });

  it("gives each target once, in order of appearance, with its status", async () => {
    const outside = await createTree({ "secret.md": "s" });
    const corpus = await createCorpus({
      "notes/b.md": "b",
      "notes/pic.png": "p",
      "notes/ref.md": "r",
      "notes/out.md": { link: join(outside, "secret.md") },
      "notes/away": { link: outside },
      "notes/dangling.md": { link: "none.md" },
      "notes/loop.md": { link: "loop.md" },
      "sources/x y.md": "x",
    });
    const text = [
      "---",
      "source: see [yaml](yaml.md)",
      "---",
      "# Title with [a link](./b.md#top)",
      "![picture](pic.png) and [again](b.md) and [gone](gone.md)",
      "`[code](code.md)` <!-- [comment](comment.md) --> [web](https://example.org) [here](#x)",
      "[x](<../sources/x y.md>) [y](../sources/x%20y.md) [z][ref] [folder](../sources/)",
      "[1](out.md) [2](away/secret.md) [3](../../up.md) [4](dangling.md) [5](loop.md) [6](a%00b.md) [7](/etc/hostname)",
      "",
      "```",
      "[fenced](fenced.md)",
      "```",
      "",
      "[ref]: ref.md",
      "[unused]: unused.md",
    ].join("\n");
    expect(await resolveLocalLinks(corpus, { path: "notes/a.md", text })).toEqual([
      { target: "notes/b.md", status: "exists" },
      { target: "notes/pic.png", status: "exists" },
      { target: "notes/gone.md", status: "missing" },
      { target: "sources/x y.md", status: "exists" },
      { target: "notes/ref.md", status: "exists" },
      { target: "sources", status: "exists" },
      { target: "notes/out.md", status: "outside" },
      { target: "notes/away/secret.md", status: "outside" },
      { target: "../up.md", status: "outside" },
      { target: "notes/dangling.md", status: "missing" },
      { target: "notes/loop.md", status: "missing" },
      { target: "notes/a\0b.md", status: "missing" },
      { target: "/etc/hostname", status: "unresolved" },
      { target: "notes/unused.md", status: "missing" },
    ]);
  });

  it("gives what wikilinks name, and those that name nothing as they are written", async () => {
    const corpus = await createCorpus({
      "notes/b.md": "b",
      "pics/p.png": "p",
      "x/same.md": "s",
      "y/same.md": "s",
    });
    const text =
      "[[B]] ![[p.png|100]] [[gone#H|that]] [[same]] [[b|again]] [[../../up]] [[#Here]] [[https://a.b]]";
    expect(await resolveLocalLinks(corpus, { path: "notes/a.md", text })).toEqual([
      { target: "notes/b.md", status: "exists" },
      { target: "pics/p.png", status: "exists" },
      { target: "[[gone]]", status: "missing" },
      { target: "[[same]]", status: "unresolved" },
      { target: "[[../../up]]", status: "outside" },
      { target: "notes/a.md", status: "exists" },
    ]);
  });

  it.each<[linkRoots: Record<string, string[]>]>([[{ "/": ["src"] }], [{}]])(
    "takes x.html, x/ and x/index.html for the page of x.md, with linkRoots %j",
    async (linkRoots) => {
      const files = { "src/guide/async.md": "a", "src/guide/deep/index.md": "d", "src/real.html": "r" };
      const corpus = await createCorpus(files);
      const prefix = "/" in linkRoots ? "" : "/src";
      const resolve = async (url: string) => {
        const text = `[x](${url})`;
        const config = { ...corpus.config, linkRoots };
        const [link] = await resolveLocalLinks({ ...corpus, config }, { path: "src/a.md", text });
        return `${link?.status} ${link?.target}`;
      };
      for (const url of [
        "/guide/async.html#x",
        "/guide/async/",
        "/guide/async/index.html",
        "guide/async.html",
        "./guide/async.htm",
      ])
        expect(await resolve(url.replace(/^\//, `${prefix}/`))).toBe("exists src/guide/async.md");
      expect(await resolve("guide/deep/index.html")).toBe("exists src/guide/deep/index.md");
      expect(await resolve("real.html")).toBe("exists src/real.html");
      // A site may make pages that have no file; where no rule says that this is one, nobody knows.
      const gone = prefix === "" ? "missing src/gone.html" : "unresolved gone.html";
      expect(await resolve("gone.html")).toBe(gone);
    },
  );

  it("finds a page shown as .html in another letter case or at the URL that its front matter gives", async () => {
    const corpus = await createCorpus({
      "site/Getting Started.md": "g",
      "site/b.md": "---\npermalink: /about.html\n---\n",
    });
    const text = "[g](/getting-started.html) [a](/about.html) [a](/about/)";
    const config = { ...corpus.config, linkRoots: { "/": ["site"] } };
    expect(await resolveLocalLinks({ ...corpus, config }, { path: "site/a.md", text })).toEqual([
      { target: "site/Getting Started.md", status: "exists" },
      { target: "site/b.md", status: "exists" },
    ]);
  });

  it.each(["[[TOC]]", "[[toc]]", "[[_TOC_]]"])(
    "takes %s for a table of contents, unless a note is called so",
    async (text) => {
      const corpus = await createCorpus({ "notes/b.md": "b" });
      expect(await resolveLocalLinks(corpus, { path: "notes/a.md", text })).toEqual([]);
      const named = await createCorpus({ [`notes/${text.slice(2, -2)}.md`]: "b" });
      expect(await resolveLocalLinks(named, { path: "notes/a.md", text })).toMatchObject([
        { status: "exists" },
      ]);
    },
  );

  it("lists what wikilinks may name when the first asks for it, and once for an opened corpus", async () => {
    const corpus = await createCorpus({ "notes/a.md": "a" });
    const statusOf = async (text: string) =>
      (await resolveLocalLinks(corpus, { path: "notes/a.md", text })).map(({ status }) => status);
    const add = (name: string) => writeFileSync(join(corpus.root, "notes", name), "x");
    expect(await statusOf("[b](b.md)")).toEqual(["missing"]);
    add("b.md");
    expect(await statusOf("[b](b.md) [[b]]")).toEqual(["exists"]);
    add("c.md");
    expect(await statusOf("[c](c.md) [[c]]")).toEqual(["exists", "missing"]);
    expect((await resolveLocalLinks({ ...corpus }, { path: "notes/a.md", text: "[[c]]" }))[0]?.status).toBe(
      "exists",
    );
  });

  it("tells each spelling of its own where that is asked for", async () => {
    const corpus = await createCorpus({ "notes/b.md": "b" });
    const text = "[1](b.md#x) [2](./b.md) [3](./b.md) [[b]] [4](c.md) [5](https://example.org) [6](#here)";
    expect(await resolveNoteLinks(corpus, { path: "notes/a.md", text })).toEqual([
      { form: "url", written: "b.md#x", target: "notes/b.md", status: "exists" },
      { form: "url", written: "./b.md", target: "notes/b.md", status: "exists" },
      { form: "wikilink", written: "b", target: "notes/b.md", status: "exists" },
      { form: "url", written: "c.md", target: "notes/c.md", status: "missing" },
    ]);
  });

  it("finds none in a text nested deeper than anybody writes", async () => {
    const corpus = await createCorpus({});
    const text = `${">".repeat(10_000)} [a](b.md)`;
    expect(await resolveLocalLinks(corpus, { path: "notes/a.md", text })).toEqual([]);
  });

  it("finds those of a note of any length", async () => {
    const corpus = await createCorpus({ "notes/b.md": "b" });
    const text = "Some words of a long note, and more of them.\n\n".repeat(20_000);
    const linked = `${text}[b](b.md)\n\n${text}- ${"[b](b.md), ".repeat(20_000)}\n    - ![c](c.md)\n${text}`;
    expect(await resolveLocalLinks(corpus, { path: "notes/a.md", text: linked })).toEqual([
      { target: "notes/b.md", status: "exists" },
      { target: "notes/c.md", status: "missing" },
    ]);
  });

  it("answers for any text", async () => {
    const corpus = await createCorpus({});
    const soup = fc.string({ unit: fc.constantFrom(..."[]()<>#/.%2e:!`*_-\\\n a".split("")) });
    await fc.assert(
      fc.asyncProperty(soup, async (text) => {
        expect(Array.isArray(await resolveLocalLinks(corpus, { path: "notes/a.md", text }))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
