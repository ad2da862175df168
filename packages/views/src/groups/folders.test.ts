import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { folderNamer } from "./folders.ts";

const many = (folder: string, amount: number) =>
  Array.from({ length: amount }, (_, index) => `${folder}${index}.md`);

describe("folderNamer", () => {
  it.each<[what: string, notes: string[], folders: string[]]>([
    ["of no note", [], []],
    ["of one note its own folder", ["docs/guide/a.md"], ["docs/guide/"]],
    ["of notes at the root", ["a.md", "b.md"], ["./"]],
    ["of one folder that folder", many("text/", 3), ["text/"]],
    ["of folders beside each other", ["blog/a.md", "docs/a.md"], ["blog/", "docs/"]],
    [
      "below what all have in common",
      ["content/en/blog/a.md", "content/en/docs/tasks/a.md"],
      ["content/en/blog/", "content/en/docs/"],
    ],
    [
      "of a note that lies higher its own",
      ["content/a.md", "content/en/a.md", "content/fr/a.md"],
      ["content/", "content/en/", "content/fr/"],
    ],
    [
      "deeper, where one folder holds nearly all",
      ["README.md", ...many("content/en/docs/", 20), ...many("content/en/blog/", 20)],
      ["./", "content/en/docs/", "content/en/blog/"],
    ],
    ["at the first level, where nothing deeper tells more", ["a.md", ...many("text/", 40)], ["./", "text/"]],
  ])("%s", (_, notes, folders) => {
    expect([...new Set(notes.map(folderNamer(notes)))]).toEqual(folders);
  });

  const name = fc.constantFrom("a", "b", "c");
  const path = fc.array(name, { maxLength: 4 }).map((folders) => [...folders, "note.md"].join("/"));

  it("names a folder that the note is in, whatever the notes", () => {
    fc.assert(
      fc.property(fc.array(path, { minLength: 1 }), (notes) => {
        const nameOf = folderNamer(notes);
        for (const note of notes) expect(`./${note}`.includes(nameOf(note).replace(/^\.\//, ""))).toBe(true);
        for (const note of notes) expect(nameOf(note)).toMatch(/\/$/);
      }),
    );
  });
});
