import { truncateSync } from "node:fs";
import { join } from "node:path";
import { createTree, PIPE, rejection } from "@review/test-kit/temp-tree.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCorpus } from "../../test/create-corpus.ts";
import { contentSha } from "../files/content-sha.ts";
import { findFirstInvalidByte, isBlank } from "../text/utf8-bytes.ts";
import { readNote } from "./read-note.ts";
import { hashNotes, readNotes } from "./read-notes.ts";

describe("readNote", () => {
  it.each(["# A\n", "\uFEFF# A\r\n\r\n", "ü\u0000\u2028", "é"])(
    "gives text that is exactly the bytes: %j",
    async (text) => {
      const corpus = await createCorpus({ "notes/a.md": text });
      expect(await readNote(corpus, "notes/a.md")).toEqual({
        path: "notes/a.md",
        sha: contentSha(text),
        text,
      });
    },
  );

  it("refuses what it cannot read as a note", async () => {
    const outside = await createTree({ "secret.md": "secret" });
    const corpus = await createCorpus({
      "notes/latin.md": new Uint8Array([0x61, 0x62, 0xe9, 0x63]),
      "notes/empty.md": "",
      "notes/blank.md": "\uFEFF \n\t\u00a0\r\n",
      "notes/link.md": { link: join(outside, "secret.md") },
      // As after somebody put it in the place of a folder that was listed.
      "notes/swapped": { link: outside },
      "notes/folder.md/": "",
      "notes/huge.md": "huge",
      "notes/pipe.md": PIPE,
    });
    // Without blocks on the disk.
    truncateSync(join(corpus.root, "notes/huge.md"), 900_000_000);
    const read = (path: string) => rejection(readNote(corpus, path));
    expect(await read("notes/huge.md")).toBe(
      "note-unreadable: note notes/huge.md cannot be read: it is larger than 16 MB",
    );
    expect(await read("notes/latin.md")).toBe(
      "note-not-utf8: note notes/latin.md is not UTF-8 (line 1, column 3); save it as UTF-8",
    );
    expect(await read("notes/empty.md")).toMatch(/^note-empty: note notes\/empty\.md is empty/);
    expect(await read("notes/blank.md")).toMatch(/^note-empty/);
    expect(await read("notes/gone.md")).toMatch(/^note-not-found/);
    expect(await read("notes/pipe.md")).toBe(
      "note-unreadable: note notes/pipe.md cannot be read: it is not a regular file",
    );
    expect(await read("notes/link.md")).toMatch(/^note-unreadable: .*it is a symlink/);
    expect(await read("notes/folder.md")).toMatch(/^note-unreadable: .*it is a directory/);
    expect(await read("notes/swapped/secret.md")).toMatch(/^note-outside-root/);
    expect(await read("../x.md")).toMatch(/^note-outside-root/);
    expect(await read("notes/../../x.md")).toMatch(/^note-outside-root/);
    expect(await read("/etc/hostname")).toMatch(/^note-outside-root/);
  });
});

describe("readNotes and hashNotes", () => {
  it("keep the order, agree on the shas, and report what cannot be read without stopping", async () => {
    const names = Array.from({ length: 150 }, (_, index) => `notes/${index}.md`);
    const texts = Object.fromEntries(names.map((name, index) => [name, `---\nn: x${index}\n---\n`]));
    const corpus = await createCorpus({ ...texts, "notes/7.md": new Uint8Array([0xff]), "notes/9.md": "" });
    const paths = [...names, "notes/vanished.md"];
    const read = await readNotes(corpus, paths);
    const hashed = await hashNotes(corpus, paths);
    expect(read.notes).toHaveLength(148);
    expect(hashed.notes).toEqual(
      read.notes.map(({ path, sha, text }) => ({ path, sha, size: Buffer.byteLength(text) })),
    );
    expect(hashed.problems).toEqual(read.problems);
    expect(read.problems.map(({ path, code }) => [path, code])).toEqual([
      ["notes/7.md", "note-not-utf8"],
      ["notes/9.md", "note-empty"],
      ["notes/vanished.md", "note-not-found"],
    ]);
  });

  it("gives the front matter on request, broken or not", async () => {
    const corpus = await createCorpus({
      "notes/a.md": "---\ntraits: [x]\n---\n# ü",
      "notes/b.md": "---\na: b: c\n---\n",
      "notes/c.md": "# none",
    });
    const { notes } = await hashNotes(corpus, ["notes/a.md", "notes/b.md", "notes/c.md"], {
      frontMatter: true,
    });
    expect(notes.map(({ frontMatter }) => frontMatter?.data)).toEqual([{ traits: ["x"] }, {}, {}]);
    expect(notes.map(({ frontMatter }) => frontMatter?.problem !== undefined)).toEqual([false, true, false]);
  });
});

describe("note bytes", () => {
  it("are blank exactly when their text is", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(" ", "\n", "\u00a0", "\uFEFF", "\u3000", "a", "é", "\u0000") }),
        (text) => {
          expect(isBlank(Buffer.from(text))).toBe(text.trim() === "");
        },
      ),
    );
  });

  it("are wrong at the first character that is no character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.constantFrom(0xff, 0xc0, 0xf8), (text, wrong) => {
        const before = Buffer.from(text);
        expect(findFirstInvalidByte(Buffer.concat([before, Buffer.from([wrong]), before]))).toBe(
          before.length,
        );
      }),
    );
    expect(findFirstInvalidByte(Buffer.from([0x61, 0xe2, 0x82]))).toBe(1);
  });
});

it("hashNotes hashes short and long notes alike, whichever came before", async () => {
  const long = `# Long\n${"a word ".repeat(60_000)}`;
  const corpus = await createCorpus({ "notes/a.md": "# A\n", "notes/b.md": long, "notes/c.md": "# C\n" });
  const paths = ["notes/b.md", "notes/a.md", "notes/b.md", "notes/c.md"];
  const { notes } = await hashNotes(corpus, paths);
  const { notes: read } = await readNotes(corpus, paths);
  expect(notes.map(({ sha }) => sha)).toEqual(read.map(({ sha }) => sha));
  expect(notes.map(({ size }) => size)).toEqual(read.map(({ text }) => Buffer.byteLength(text)));
});
