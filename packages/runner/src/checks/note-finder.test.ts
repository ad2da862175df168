import { expect, it } from "vitest";
import { noteFinder } from "./note-finder.ts";

it.each([
  ["notes/a.md", "notes/a.md"],
  ["./notes/a.md", "notes/a.md"],
  [".//notes/./a.md", "notes/a.md"],
  ["notes/deep/../a.md", "notes/a.md"],
  ["/kb/notes/a.md", "notes/a.md"],
  ["/kb/./notes//a.md", "notes/a.md"],
  ["-b.md", "-b.md"],
  ["a.md", undefined],
  ["/notes/a.md", undefined],
  ["/kb2/notes/a.md", undefined],
  ["../kb/notes/a.md", undefined],
  ["notes/A.md", undefined],
  ["notes/a.md ", undefined],
  ["", undefined],
  ["constructor", undefined],
  ["../".repeat(1_000_000), undefined],
])("%.40j is %j", (path, note) => {
  expect(noteFinder("/kb", ["notes/a.md", "-b.md"])(path)).toBe(note);
});
