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

const [COMPOSED, APART] = ["notes/caf\u00e9.md", "notes/cafe\u0301.md"];
it.each([
  [[COMPOSED], '"notes/caf\\303\\251.md"', COMPOSED],
  [[APART], '"notes/caf\\303\\251.md"', APART],
  [[COMPOSED], APART, COMPOSED],
  [[COMPOSED, APART], APART, APART],
  [['a"b\tc\\.md'], '"a\\"b\\tc\\\\.md"', 'a"b\tc\\.md'],
  [["a.md"], '"a.md"', "a.md"],
  [["a.md"], '"a.md', undefined],
  [["a.md"], '"\\1a.md"', undefined],
])("of %j the one meant by %s is %j", (notes, written, note) => {
  expect(noteFinder("/kb", notes)(written)).toBe(note);
});
