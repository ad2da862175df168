import { join } from "node:path";
import { createTree, type TreeEntry } from "@review/test-kit/temp-tree.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCorpus } from "../../test/create-corpus.ts";
import { isInside, locatePath } from "../files/root-paths.ts";
import { resolveLink } from "../links/resolve-link.ts";
import { createVaults } from "../links/vaults.ts";
import { listNotePaths } from "../notes/list-note-paths.ts";
import { lintLinks } from "./lint-links.ts";

async function lint(entries: Record<string, TreeEntry>) {
  const corpus = await createCorpus(entries);
  const { paths } = await listNotePaths(corpus);
  const { links, issues } = await lintLinks(corpus, paths);
  const said = issues.map(
    ({ path, line, column, code, link }) => `${path}:${line}:${column} ${code} ${link}`,
  );
  return { links, said, messages: issues.map(({ message }) => message) };
}

describe("lintLinks", () => {
  it("names what leads to nothing, with its place", async () => {
    const { links, said, messages } = await lint({
      "notes/a.md":
        "---\ntitle: A\n---\n\n# A\n\n[b](b.md) [x](gone.md)\n\n- ![[gone.png]] [[B#Part]] [[b#No part]] [[#A]] [c](#a)\n",
      "notes/b.md":
        "# B\n\n## Part\n\n[x](/site/) [y](https://example.org) [z](a.md#^block) [w](../../up.md)\n",
      "notes/broken.md": Uint8Array.of(0xff),
    });
    expect(links).toBe(10);
    expect(said).toEqual([
      "notes/a.md:7:15 missing-link gone.md",
      "notes/a.md:9:4 missing-link [[gone.png]]",
      "notes/a.md:9:28 missing-heading [[b#No part]]",
      "notes/b.md:5:5 unresolved-link /site/",
      "notes/b.md:5:42 missing-block a.md#^block",
    ]);
    expect(messages).toEqual([
      "there is no notes/gone.md",
      "no file has that name",
      "notes/b.md has no such heading",
      "there is no site, and no linkRoots says what it stands for",
      "notes/a.md has no such block",
    ]);
  });

  it("names the file whose name differs by the letter case alone", async () => {
    const { messages } = await lint({
      "notes/a.md": "[b](../notes/Sub/b.md) [c](sub/C.md)",
      "notes/sub/B.md": "b",
      "notes/sub/C.md": "c",
    });
    expect(messages).toEqual(["there is no notes/Sub/b.md, but notes/sub/B.md: the letter case differs"]);
  });

  it("finds the pages of a site", async () => {
    const config = {
      notes: ["docs/**/*.md"],
      exclude: [],
      linkRoots: { "/": ["docs", "public"], "@/": "docs" },
    };
    const { said } = await lint({
      "review.config.json": JSON.stringify(config),
      "docs/index.md":
        "[1](/guide/) [2](/Guide/Start#begin) [3](/logo.png) [4](@/guide/start.md) [5](/none/) [6](guide) [7](./)",
      "docs/guide/_index.md": "[1](start) [2](../start/) [3](/) [4](./none)",
      "docs/guide/start.md": "# Begin\n\n[1](../) [2](../other) [3](other) [4](img.png)",
      "docs/guide/start/img.png": "i",
      "docs/guide/Other.mdx": "x",
      "public/logo.png": "l",
    });
    expect(said).toEqual(
      [
        "docs/guide/_index.md:1:38 missing-link ./none",
        "docs/guide/_index.md:1:16 missing-link ../start/",
        "docs/index.md:1:79 missing-link /none/",
      ].sort(),
    );
  });

  it("finds pages where front matter or the site's way of spelling puts them", async () => {
    const config = { notes: ["content/**"], exclude: [], linkRoots: { "/": ["content"], "@/": "content" } };
    const page = (frontMatter: string) => `---\n${frontMatter}\n---\n# Part\n`;
    const { links, said } = await lint({
      "review.config.json": JSON.stringify(config),
      "content/a.md": [
        "[1](/guides/start/) [2](/guides/begin/) [3](/begin-here) [4](/posts/hello-world/) [5](/posts/hello/#part)",
        "[6](/2019/old.html) [7](/other/path/) [8](guides/my-page) [9](/moved/) [10](/toml/x) [11](/guides/deep/)",
        "[12](/gone/) [13](/guides/nope) [14](/posts/hello/#no-part) [15](/docs/named/) [16](/posts/old-name)",
      ].join("\n\n"),
      "content/guides/start/index.mdx": page("title: Start"),
      "content/guides/deep.mdx": page("title: Deep"),
      "content/guides/b.md": page("slug: begin"),
      "content/c.md": page("slug: /begin-here"),
      "content/posts/2024-01-31-hello.md": page("title: Hello"),
      "content/posts/Hello, World!.md": page("title: Hello, World"),
      "content/d.md": page("url: /2019/old.html"),
      "content/e.md": page("permalink: other/path"),
      "content/guides/My Page.md": page("aliases: [/moved/]"),
      "content/f.md": '+++\npath = "toml/x"\n+++\n',
      "content/guides/g.mdx": page("slug: docs/named"),
      "content/posts/h.md": page("aliases:\n  - old-name"),
    });
    expect(links).toBe(16);
    expect(said).toEqual([
      "content/a.md:5:6 missing-link /gone/",
      "content/a.md:5:19 missing-link /guides/nope",
      "content/a.md:5:38 missing-heading /posts/hello/#no-part",
    ]);
  });

  it("looks in the vault that a note lies in, and in those around it", async () => {
    const { said } = await lint({
      "notes/en/.obsidian/app.json": "{}",
      "notes/de/.obsidian/app.json": "{}",
      "notes/de/sub/.obsidian/app.json": "{}",
      "notes/en/a.md": "[[b]] [x](b.md) [[c]] [y](/c.md) [z](/deep/b)",
      "notes/en/deep/b.md": "b",
      "notes/de/a.md": "[[b]]",
      "notes/de/deep/b.md": "b",
      "notes/de/sub/c.md": "[[b]] [x](deep/b.md)",
    });
    expect(said).toEqual([
      "notes/en/a.md:1:17 missing-link [[c]]",
      "notes/en/a.md:1:27 unresolved-link /c.md",
    ]);
  });

  it("follows symlinks only within the root, and takes strange names as they are", async () => {
    const outside = await createTree({ "secret.md": "# S" });
    const { said } = await lint({
      "notes/a.md":
        "[[out]] [[away/secret]] [[loop]] [[in]] [[gone\0]] [x](a%00b.md) [[__proto__]] [[constructor]] [y](out.md#no)",
      "notes/out.md": { link: join(outside, "secret.md") },
      "notes/away": { link: outside },
      "notes/loop.md": { link: "loop.md" },
      "notes/in.md": { link: "../other/b.md" },
      "other/b.md": "b",
    });
    expect(said).toEqual([
      "notes/a.md:1:9 missing-link [[away/secret]]",
      "notes/a.md:1:25 missing-link [[loop]]",
      "notes/a.md:1:36 missing-link [[gone\ufffd]]",
      "notes/a.md:1:55 missing-link a%00b.md",
      "notes/a.md:1:65 missing-link [[__proto__]]",
      "notes/a.md:1:79 missing-link [[constructor]]",
    ]);
  });

  it("looks for fewer where each may mean a file in many folders, and says so", async () => {
    const corpus = await createCorpus({
      "notes/a.md": "[](/a) [](/b#no) [](/c) [](/b#no) [](/d)",
      "notes/b.md": "[](/b#no) [](/a)",
      "d0/a.md": "a",
      "d0/b.md": "b",
    });
    const folders = Array.from({ length: 100_000 }, (_, at) => `d${at}`);
    const config = { ...corpus.config, linkRoots: { "/": folders } };
    const { links, issues, cut } = await lintLinks({ ...corpus, config }, ["notes/a.md", "notes/b.md"]);
    expect(links).toBe(5);
    expect(issues.map(({ path, column }) => `${path}:${column}`)).toEqual([
      ...["notes/a.md:11", "notes/a.md:28", "notes/b.md:4"],
    ]);
    expect(cut).toEqual([{ path: "notes/a.md", looked: 2 }]);
  });

  it("never leads out of the root", async () => {
    const outside = await createTree({ "x.md": "x", "sub/x.md": "x" });
    const corpus = await createCorpus({
      "review.config.json": JSON.stringify({ linkRoots: { "/": ["site", "."], "@/": "notes" } }),
      "notes/x.md": "x",
      "site/x/index.md": "x",
      "notes/away": { link: outside },
      "notes/sub": { link: join(outside, "sub") },
    });
    const vaults = createVaults(corpus);
    const segment = fc.constantFrom(
      "..",
      ".",
      "",
      "x",
      "x.md",
      "X",
      "away",
      "sub",
      "site",
      "%2e%2e",
      "%2F..",
      "@",
      "notes",
      "\\..",
      "*",
      "~",
    );
    const url = fc.array(segment, { maxLength: 7 }).map((segments) => segments.join("/"));
    await fc.assert(
      fc.asyncProperty(
        url,
        fc.constantFrom("url", "wikilink"),
        fc.constantFrom("notes/x.md", "site/x/index.md", "x.md"),
        async (written, form, notePath) => {
          const resolved = await resolveLink(corpus, vaults, notePath, { form, written });
          if (resolved?.status !== "exists") return;
          const located = await locatePath(join(corpus.root, resolved.target));
          expect(located.exists || resolved.target === notePath).toBe(true);
          expect(isInside(corpus.root, located.path)).toBe(true);
        },
      ),
    );
  });
});
