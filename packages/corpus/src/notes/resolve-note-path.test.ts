import { join } from "node:path";
import { createTree, rejection } from "@review/test-kit/temp-tree.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCorpus } from "../../test/create-corpus.ts";
import { openCorpus } from "../open-corpus.ts";
import { resolveNotePath } from "./resolve-note-path.ts";

const NOTE = "# A note\n";

describe("resolveNotePath", () => {
  it("gives one canonical path for every spelling", async () => {
    const corpus = await createCorpus({ "notes/deep/a.md": NOTE, "notes/b.md": NOTE });
    const { root } = corpus;
    for (const [input, cwd] of [
      ["notes/deep/a.md", root],
      ["./notes/deep/a.md", root],
      ["notes//deep/./a.md", root],
      ["deep/a.md", join(root, "notes")],
      ["../deep/a.md", join(root, "notes/deep")],
      ["notes/deep/a.md", join(root, "notes/deep")],
      ["notes/deep/a.md", "/"],
      [join(root, "notes/deep/a.md"), "/"],
      ["notes/b.md/../deep/a.md", root],
    ] as const) {
      expect(await resolveNotePath(corpus, input, cwd)).toBe("notes/deep/a.md");
    }
  });

  it("does so for any mixture of ./, // and x/../ in any folder", async () => {
    const path = ["notes", "deep er", "ünï-a.md"];
    const corpus = await createCorpus({ [path.join("/")]: NOTE, "gates/g.md": "g" });
    const noise = fc.constantFrom("", "./", "/", ".//", "x/../", "notes/../", "./x/y/../../");
    const noises = fc.array(noise, { minLength: 3, maxLength: 3 });
    const cwds = fc.constantFrom(".", "notes", "gates", "notes/deep er");
    await fc.assert(
      fc.asyncProperty(noises, cwds, fc.boolean(), async (between, cwd, isAbsolute) => {
        // A spelling that starts with "/" would be another, absolute path.
        const spelled = path
          .map((segment, index) => (between[index] ?? "") + segment)
          .join("/")
          .replace(/^\/+/, "");
        const input = isAbsolute ? `${corpus.root}/${spelled}` : spelled;
        expect(await resolveNotePath(corpus, input, join(corpus.root, cwd))).toBe(path.join("/"));
      }),
      { numRuns: 200 },
    );
  });

  it.each(["-x.md", "with space.md", "ünï.md", "[a](b).md", "..a.md", "UPPER.MD", "c.markdown", "a\\b.md"])(
    "takes the name %j",
    async (name) => {
      const corpus = await createCorpus({ [`notes/${name}`]: NOTE });
      expect(await resolveNotePath(corpus, name, join(corpus.root, "notes"))).toBe(`notes/${name}`);
    },
  );

  it("prefers the note relative to cwd over the one relative to the root", async () => {
    const corpus = await createCorpus({ "notes/a.md": NOTE, "notes/notes/a.md": NOTE });
    expect(await resolveNotePath(corpus, "notes/a.md", join(corpus.root, "notes"))).toBe("notes/notes/a.md");
  });

  it("takes a note that the globs do not match", async () => {
    const corpus = await createCorpus({ "notes/index.md": NOTE, "README.md": NOTE });
    expect(await resolveNotePath(corpus, "README.md", corpus.root)).toBe("README.md");
    expect(await resolveNotePath(corpus, "notes/index.md", corpus.root)).toBe("notes/index.md");
  });

  it("follows a symlink inside the root to the note it stands for, and none that leads out", async () => {
    const outside = await createTree({ "secret.md": NOTE, "folder/x.md": NOTE });
    const corpus = await createCorpus({
      "notes/a.md": NOTE,
      "notes/same.md": { link: "a.md" },
      "notes/out.md": { link: join(outside, "secret.md") },
      "notes/folder": { link: join(outside, "folder") },
      "notes/dangling.md": { link: "nothing.md" },
      "notes/loop.md": { link: "loop.md" },
    });
    const resolve = (input: string) => resolveNotePath(corpus, input, corpus.root);
    expect(await resolve("notes/same.md")).toBe("notes/a.md");
    expect(await rejection(resolve("notes/out.md"))).toMatch(
      /^note-outside-root: note notes\/out.md is outside/,
    );
    expect(await rejection(resolve("notes/folder/x.md"))).toMatch(/^note-outside-root/);
    expect(await rejection(resolve("notes/folder/missing.md"))).toMatch(/^note-outside-root/);
    expect(await rejection(resolve("notes/dangling.md"))).toMatch(/^note-not-found/);
    expect(await rejection(resolve("notes/loop.md"))).toMatch(
      /^note-unreadable: note notes\/loop.md cannot be read/,
    );
  });

  it("accepts an absolute path through a symlink to the root", async () => {
    const tree = await createTree({ "real/notes/a.md": NOTE, "real/gates/": "", alias: { link: "real" } });
    const corpus = await openCorpus({ cwd: tree, root: "alias" });
    expect(await resolveNotePath(corpus, join(tree, "alias/notes/a.md"), "/")).toBe("notes/a.md");
    expect(await rejection(resolveNotePath(corpus, join(tree, "alias/notes/b.md"), "/"))).toMatch(
      /^note-not-found/,
    );
  });

  it.each([
    ["../x.md", /^note-outside-root: note \.\.\/x\.md is outside the root/],
    ["/etc/hostname", /^note-outside-root/],
    ["/none/at/all.md", /^note-outside-root/],
    ["notes", /^not-a-note: notes is a directory; name one note in it$/],
    [".", /^not-a-note: \. is a directory/],
    ["gates/prose/a.md", /^not-a-note: gates\/prose\/a\.md is a gate, not a note$/],
    [
      "notes/data.json",
      /^not-a-note: notes\/data\.json is not a note; a note ends in \.md, \.markdown, \.mdx, \.txt, \.rst or \.adoc$/,
    ],
    ["", /^not-a-note: "" is not a path$/],
    ["a\0b.md", /^not-a-note: a\\u0000b\.md is not a path$/],
    [
      "notes/files.md",
      /^note-not-found: note notes\/files\.md does not exist; did you mean notes\/file\.md\?$/,
    ],
    ["file.md", /did you mean notes\/file\.md\?$/],
    ["notes/file", /did you mean notes\/file\.md\?$/],
    ["notes/quite-another-thing.md", /^note-not-found: .* does not exist; check the name$/],
    ["notes/file.md/x.md", /^note-not-found: /],
    ["a\nb.md", /^note-not-found: note a\\u000ab\.md does not exist/],
    [`${"x".repeat(300)}.md`, /^note-not-found: note x{199}… does not exist; check the name$/],
    [`${"x/".repeat(3000)}a.md`, /^note-not-found: /],
  ])("refuses %j", async (input, message) => {
    const corpus = await createCorpus({
      "notes/file.md": NOTE,
      "notes/data.json": "{}",
      "gates/prose/a.md": "gate",
    });
    expect(await rejection(resolveNotePath(corpus, input, corpus.root))).toMatch(message);
  });

  it("finds the one listed note that differs in spelling alone, and says how it is really spelled", async () => {
    const corpus = await createCorpus({
      "notes/cafe\u0301.md": NOTE,
      "notes/l’été/v\u00a013.md": NOTE,
      "notes/9.52\u202fAM.md": NOTE,
      "notes/9.52 PM.md": NOTE,
      "drafts/9.52\u202fPM.md": NOTE,
    });
    const resolve = (input: string, cwd = "") => resolveNotePath(corpus, input, join(corpus.root, cwd));
    expect(await resolve("notes/café.md")).toBe("notes/cafe\u0301.md");
    expect(await resolve("café.md", "notes")).toBe("notes/cafe\u0301.md");
    expect(await resolve("../café.md", "notes/l’été")).toBe("notes/cafe\u0301.md");
    expect(await resolve(join(corpus.root, "notes/café.md"))).toBe("notes/cafe\u0301.md");
    expect(await resolve("notes/l'e\u0301te\u0301/v 13.md")).toBe("notes/l’été/v\u00a013.md");
    expect(await resolve("notes/9.52 AM.md")).toBe("notes/9.52\u202fAM.md");
    expect(await resolve("notes/9.52 PM.md")).toBe("notes/9.52 PM.md");
    expect(await rejection(resolve("notes/cafe.md"))).toMatch(/^note-not-found: .* did you mean notes/);
    expect(await rejection(resolve("drafts/9.52 PM.md"))).toMatch(/^note-not-found: .*; did you mean notes/);
    expect(await rejection(resolve("notes/9.52 AM"))).toMatch(/^note-not-found/);
  });

  it("names the spellings where several notes could be meant, and takes an exact one", async () => {
    const corpus = await createCorpus({
      "notes/v\u00a013.md": NOTE,
      "notes/v\u202f13.md": NOTE,
      "notes/a.md": NOTE,
    });
    const resolve = (input: string) => resolveNotePath(corpus, input, corpus.root);
    expect(await rejection(resolve("notes/v 13.md"))).toBe(
      "ambiguous-name: notes/v 13.md could mean notes/v\\u00a013.md or notes/v\\u202f13.md; write one of them exactly",
    );
    expect(await resolve("notes/v\u202f13.md")).toBe("notes/v\u202f13.md");
  });

  it("knows a gate by its real path", async () => {
    const corpus = await createCorpus({ "gates/a.md": "gate", "notes/a.md": { link: "../gates/a.md" } });
    expect(await rejection(resolveNotePath(corpus, "notes/a.md", corpus.root))).toMatch(
      /is a gate, not a note$/,
    );
  });
});
