import { describe, expect, it } from "vitest";
import { CorpusError } from "./errors.ts";
import { describeFileError, isMissing } from "./files/file-errors.ts";
import { findNearestName } from "./text/nearest-name.ts";

describe("CorpusError", () => {
  it("keeps its message on one line and free of terminal sequences", () => {
    const error = new CorpusError("no-root", "a\nb\u001b[31m\u2028é");
    expect(error.message).toBe("a\\u000ab\\u001b[31m\\u2028é");
    expect([error.code, error.name]).toEqual(["no-root", "CorpusError"]);
  });
});

describe("file errors", () => {
  it.each([
    ["EACCES", "permission denied", false],
    ["ENOENT", "it does not exist", true],
    ["ENOTDIR", "a part of its path is not a directory", true],
    ["ENAMETOOLONG", "its name is too long", true],
    ["EIO", "EIO", false],
  ])("%s: %s", (code, words, missing) => {
    const error = Object.assign(new Error("raw"), { code });
    expect([describeFileError(error), isMissing(error)]).toEqual([words, missing]);
  });

  it("without a code", () => {
    expect([describeFileError("x"), isMissing(undefined)]).toEqual(["unknown reason", false]);
  });
});

describe("findNearestName", () => {
  const known = [
    "notes/files-not-database.md",
    "notes/other/title.md",
    "notes/deep/title.md",
    "notes/a.md",
    "notes/faq.md",
    "prose/source-residue",
  ];

  it.each([
    ["title.md", "notes/deep/title.md"],
    ["notes/deep/titel.md", "notes/deep/title.md"],
    ["deep/title", "notes/deep/title.md"],
    ["other/titl.md", "notes/other/title.md"],
    ["notes/aa.md", "notes/a.md"],
    ["fqa.md", "notes/faq.md"],
    ["notes/zzz.md", undefined],
    ["notes/z.md", undefined],
    ["notes/", undefined],
    ["database", undefined],
    ["source-residu", "prose/source-residue"],
    ["notes/file-not-database.md", "notes/files-not-database.md"],
    ["unlike-anything", undefined],
    ["x".repeat(10_000), undefined],
  ])("of %s is %s", async (name, nearest) => {
    expect(await findNearestName(name, known)).toBe(nearest);
  });

  it("is nothing when nothing is known", async () => {
    expect(await findNearestName("a", [])).toBeUndefined();
  });
});
