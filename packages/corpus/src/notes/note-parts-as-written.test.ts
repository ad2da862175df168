import { expect, it } from "vitest";
import { compareNotes } from "./note-parts.ts";

it.each([
  ["a lone CR in AsciiDoc", "a.adoc", "// never:\rrm -rf x\n", "// never:\nrm -rf x\n", true],
  ["a lone CR in a text", "a.txt", "a\rb\n", "a\nb\n", true],
  ["CR LF in a text", "a.txt", "a\r\nb\n", "a\nb\n", false],
  ["a lone CR in Markdown", "a.md", "Some\rwords.\n", "Some\nwords.\n", false],
  [
    "metadata without a fence",
    "a.md",
    "Title: A\nStatus: draft\n\nx\n",
    "Title: A Status: draft\n\nx\n",
    true,
  ],
  ["text behind such metadata", "a.md", "Title: A\n\nSome\nwords.\n", "Title: A\n\nSome words.\n", false],
  ["an inner list by two spaces", "a.md", "- a\n  - b\n", "- a\n    - b\n", true],
  ["an inner list by two spaces or three", "a.md", "- a\n  - b\n", "- a\n   - b\n", false],
])("%s, in %s: %j and %j differ: %j", async (_, path, before, after, differs) => {
  const comparison = await compareNotes(path, before, after);
  expect(comparison?.changed.has("body")).toBe(differs);
});
