import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createTree, PIPE } from "@review/test-kit/temp-tree.ts";
import { describe, expect, it, onTestFinished } from "vitest";
import { createCorpus } from "../../test/create-corpus.ts";
import { openCorpus } from "../open-corpus.ts";
import { explainNoNotes } from "./explain-no-notes.ts";
import { findLeftOut } from "./find-left-out.ts";
import { listNotePaths } from "./list-note-paths.ts";
import { isHidden } from "./note.ts";
import { listTexts } from "./survey-files.ts";

const config = (content: object) => ({ "review.config.json": JSON.stringify(content) });

describe("listNotePaths", () => {
  it("lists the notes of the layout, sorted by code unit, without indexes", async () => {
    const corpus = await createCorpus({
      "notes/b.md": "b",
      "notes/B.md": "B",
      "notes/deep/er/ü x.md": "u",
      "notes/-dash.md": "d",
      "notes/index.md": "i",
      "notes/deep/index.MDX": "i",
      "notes/deep/index.v2.md": "c",
      "notes/deep/card-index.md": "c",
      "notes/e.Markdown": "e",
      "notes/f.RST": "f",
      "notes/g.txt": "g",
      "notes/image.png": "p",
      "notes/.hidden.md": "h",
      "other/c.md": "c",
      "gates/g.md": "g",
    });
    expect(await listNotePaths(corpus)).toEqual({
      paths: [
        "notes/-dash.md",
        "notes/B.md",
        "notes/b.md",
        "notes/deep/card-index.md",
        "notes/deep/er/ü x.md",
        "notes/deep/index.v2.md",
        "notes/e.Markdown",
        "notes/f.RST",
        "notes/g.txt",
      ],
      unmatched: [],
      skipped: [],
      unreachable: [],
    });
  });

  it.runIf(process.platform === "linux")("names what lies deeper than the system takes a path", async () => {
    const corpus = await createCorpus({ "notes/a.md": "a" });
    // Its own path is taken, and that of a file in it is not.
    const length = 4_095 - Buffer.byteLength(`${corpus.root}/notes`);
    const names = Array.from({ length: Math.floor((length - 2) / 201) }, () => "d".repeat(200));
    const last = "e".repeat(length - 201 * names.length - 1);
    const inEach = [...names, last, "f"].map(
      (name) => `mkdir ${name} && cd -P ${name} && echo x > n.md 2> /dev/null`,
    );
    execFileSync("sh", [
      "-c",
      [`cd '${corpus.root}/notes'`, ...inEach, "echo x > ../photo.png"].join(" && "),
    ]);
    onTestFinished(() => void execFileSync("rm", ["-rf", corpus.root]));
    const { paths, skipped, unreachable } = await listNotePaths(corpus);
    const deepest = ["notes", ...names, last].join("/");
    expect(paths).toHaveLength(names.length + 1);
    expect(skipped).toEqual([]);
    expect(unreachable.map(({ path }) => path)).toEqual([`${deepest}/f`, `${deepest}/n.md`]);
    for (const { code, message } of unreachable) {
      expect(code).toBe("note-unreadable");
      expect(message).toMatch(
        /^note notes\/d+….* cannot be read: .* longer than the system takes; shorten it$/,
      );
    }
  });

  it("lists a note however deep it lies", async () => {
    const corpus = await createCorpus({ "notes/a.md": "a" });
    const deep = `notes/${"d/".repeat(1_500)}`;
    mkdirSync(join(corpus.root, deep), { recursive: true });
    writeFileSync(join(corpus.root, deep, "b.md"), "b");
    expect((await listNotePaths(corpus)).paths).toEqual(["notes/a.md", `${deep}b.md`]);
  });

  it("honours globs and exclusions, and never lists gates, node_modules or files that are no notes", async () => {
    const corpus = await createCorpus({
      ...config({ notes: ["**/*", "!**/old-*"], exclude: ["drafts/**"], gates: "criteria [x]" }),
      "a.md": "a",
      "b.markdown": "b",
      "c.txt": "c",
      "d.png": "d",
      "old-a.md": "a",
      "drafts/d.md": "d",
      "sub/index.md": "i",
      "criteria [x]/README.md": "r",
      "criteria [x]/prose/g.md": "g",
      "node_modules/p/README.md": "p",
      "sub/node_modules/p/README.md": "p",
    });
    expect((await listNotePaths(corpus)).paths).toEqual(["a.md", "b.markdown", "c.txt", "sub/index.md"]);
  });

  it("lists every kind of note, whatever the letter case of its suffix", async () => {
    const corpus = await createCorpus({
      ...config({ notes: ["a/**/*.{md,mdx}", "b/*.TXT", "c/*.rst", "c/*.adoc", "c/*.markdown"] }),
      ...Object.fromEntries(
        [
          "a/1.MD",
          "a/x/2.Mdx",
          "a/3.txt",
          "a/INDEX.MD",
          "a/index.Md",
          "b/4.txt",
          "b/5.md",
          "c/6.RST",
          "c/7.adoc",
          "c/8.markdown",
        ].map((path) => [path, "x"]),
      ),
    });
    expect(await listNotePaths(corpus)).toEqual({
      paths: ["a/1.MD", "a/INDEX.MD", "a/x/2.Mdx", "b/4.txt", "c/6.RST", "c/7.adoc", "c/8.markdown"],
      skipped: [],
      unreachable: [],
      unmatched: [],
    });
  });

  it("names the globs that match no note", async () => {
    const corpus = await createCorpus({
      ...config({
        notes: ["notes", "./docs/*.md", "src/**/*.mdx", "!notes/old", "old/*"],
        exclude: ["old/**"],
      }),
      "notes/a.md": "a",
      "docs/b.md": "b",
      "old/c.md": "c",
    });
    expect((await listNotePaths(corpus)).unmatched).toEqual(["src/**/*.mdx", "old/*"]);
    expect(await explainNoNotes(corpus, ["src/**/*.mdx"])).toBe(
      "0 notes match src/**/*.mdx; there are 3 .md files",
    );
    expect(await explainNoNotes(corpus, ["old/*"])).toBe(
      '0 notes match old/*; "exclude" leaves out 1 .md file under old',
    );
  });

  it("names twenty of them at most, as the tree is walked for each", async () => {
    const globs = Array.from({ length: 1_000 }, (_, index) => `none-${index}/**`);
    const corpus = await createCorpus({ ...config({ notes: [...globs.slice(1), "n"] }), "n/a.md": "a" });
    expect((await listNotePaths(corpus)).unmatched).toEqual(globs.slice(1, 21));
  });

  it("takes a folder for everything below it", async () => {
    const corpus = await createCorpus({
      ...config({ notes: ["docs"], exclude: ["docs/old"] }),
      "docs/a.md": "a",
      "docs/b/c.md": "c",
      "docs/old/d.md": "d",
      "e.md": "e",
    });
    expect((await listNotePaths(corpus)).paths).toEqual(["docs/a.md", "docs/b/c.md"]);
  });

  it.runIf(process.platform === "linux").each([["notes/**"], ["notes/**/*.md"], ["notes"], ["notes/*"]])(
    "lists a note with a line break in its name by %s, and leaves such a folder out with a true reason",
    async (glob) => {
      const corpus = await createCorpus({
        ...config({ notes: [glob], exclude: ["notes/old/**"] }),
        "notes/a\nb.md": "a",
        "notes/old/c\nd.md": "c",
        "notes/x\ny/e.md": "e",
      });
      const { paths, skipped } = await listNotePaths(corpus);
      expect(paths).toEqual(["notes/a\nb.md"]);
      const reason = "is a folder with a line break in its name, and nothing in it is looked at; rename it";
      expect(skipped).toEqual([{ path: "notes/x\ny", reason }]);
      const without = { ...corpus, config: { ...corpus.config, exclude: ["notes/x?y"] } };
      expect((await listNotePaths(without)).skipped).toEqual([]);
      const { unnamed } = await findLeftOut(corpus, paths);
      expect(unnamed).toHaveLength(glob === "notes/*" ? 1 : 0);
    },
  );

  it.runIf(process.platform === "linux").each([["notes/**"], ["notes/**/*.md"], ["notes"], ["notes/*"]])(
    "lists a note whose name begins with a line break by %s, beside one that looks like it",
    async (glob) => {
      const names = ["\na.md", "\r\na.md", "\u2028a.md", "\u2029a.md", "\u2424a.md", "\u2424\u2424a.md"];
      const paths = names.map((name) => `notes/${name}`);
      const corpus = await createCorpus({
        ...config({ notes: [glob] }),
        ...Object.fromEntries(paths.map((path) => [path, "a"])),
      });
      symlinkSync("\na.md", `${corpus.root}/notes/\nlink.md`);
      const reason = "is a symlink; symlinks are not followed";
      expect(await listNotePaths(corpus)).toMatchObject({
        paths: paths.sort(),
        skipped: [{ path: "notes/\nlink.md", reason, leadsTo: "notes/\na.md" }],
      });
      expect(await listTexts(corpus)).toEqual(paths);
    },
  );

  it("takes a linked folder for hidden where not all texts in it are notes", async () => {
    const files = { "shelf/a.md": "a", "shelf/sub/b.md": "b", "notes/shelf": { link: "../shelf" } };
    const hidden = async (notes: string[], exclude: string[] = []) => {
      const corpus = await createCorpus({ ...config({ notes, exclude }), ...files });
      return (await listNotePaths(corpus)).skipped.map(isHidden);
    };
    expect(await hidden(["notes/**", "shelf/**"])).toEqual([false]);
    expect(await hidden(["notes/**", "shelf/*.md"])).toEqual([true]);
    expect(await hidden(["notes/**", "shelf/**"], ["shelf/sub/**"])).toEqual([true]);
  });

  // Not every file system takes such names.
  it.runIf(process.platform === "linux")("skips and reports what has a name that is not UTF-8", async () => {
    const corpus = await createCorpus({ "notes/a.md": "a", "notes/\uFFFD.md": "a sound name" });
    const at = (name: string) =>
      Buffer.concat([Buffer.from(`${corpus.root}/notes/`), Buffer.from(name, "latin1")]);
    mkdirSync(at("folder\xff"));
    for (const name of ["folder\xff/b.md", "c\xff.md", "d\xff.png"]) writeFileSync(at(name), "x");
    const reason = "has a name that is not UTF-8; rename it";
    expect(await listNotePaths(corpus)).toEqual({
      paths: ["notes/a.md", "notes/\uFFFD.md"],
      unreachable: [],
      unmatched: [],
      skipped: [
        { path: "notes/c\uFFFD.md", reason },
        { path: "notes/folder\uFFFD", reason },
      ],
    });
  });

  it("skips and reports symlinks that it would have met, and no others", async () => {
    const outside = await createTree({ "x.md": "x" });
    const corpus = await createCorpus({
      ...config({ notes: ["notes/**/*.md"], exclude: ["notes/old/**"] }),
      "notes/a.md": "a",
      "notes/same.md": { link: "a.md" },
      "notes/away.md": { link: join(outside, "x.md") },
      "notes/dangling.md": { link: "nothing.md" },
      "notes/picture.png": { link: "a.md" },
      "notes/folder": { link: outside },
      "notes/cycle": { link: "." },
      "notes/old": { link: outside },
      elsewhere: { link: outside },
    });
    const { paths, skipped } = await listNotePaths(corpus);
    expect(paths).toEqual(["notes/a.md"]);
    expect(skipped.map(({ path }) => path)).toEqual([
      "notes/away.md",
      "notes/cycle",
      "notes/dangling.md",
      "notes/folder",
      "notes/same.md",
    ]);
    expect(skipped.filter((each) => !isHidden(each))).toEqual([
      { path: "notes/cycle", reason: expect.stringContaining("leads to"), leadsTo: "notes" },
      { path: "notes/same.md", reason: "is a symlink; symlinks are not followed", leadsTo: "notes/a.md" },
    ]);
    expect(skipped.map(({ reason }) => reason)).toContain(`leads to ${outside}; symlinks are not followed`);
  });

  it("reports a pipe that the globs match", async () => {
    const corpus = await createCorpus({ "notes/a.md": "a", "notes/pipe.md": PIPE, "notes/pipe": PIPE });
    expect(await listNotePaths(corpus)).toEqual({
      paths: ["notes/a.md"],
      unreachable: [],
      unmatched: [],
      skipped: [{ path: "notes/pipe.md", reason: "is not a regular file" }],
    });
  });

  it("does not enter a notes folder that is a symlink", async () => {
    const outside = await createTree({ "x.md": "x" });
    const root = await createTree({ "gates/": "", notes: { link: outside } });
    const corpus = await openCorpus({ cwd: root, root });
    expect(await listNotePaths(corpus)).toEqual({
      paths: [],
      unreachable: [],
      unmatched: ["notes/**"],
      skipped: [{ path: "notes", reason: `leads to ${outside}; symlinks are not followed` }],
    });
  });

  it("finds nothing in a tree without notes, whatever the root is called", async () => {
    const tree = await createTree({ "a (b) [c]/notes/x.md": "x", "a (b) [c]/gates/": "", "empty/": "" });
    const named = await openCorpus({ cwd: tree, root: "a (b) [c]" });
    expect((await listNotePaths(named)).paths).toEqual(["notes/x.md"]);
    const empty = await openCorpus({ cwd: tree, root: "empty" });
    expect(await listNotePaths(empty)).toEqual({
      paths: [],
      unmatched: ["notes/**"],
      skipped: [],
      unreachable: [],
    });
  });
});
