import { describe, expect, it } from "vitest";
import { changedParts, isTrivialFor } from "./note-parts.ts";

const note = (frontMatter: string, body: string) => `---\n${frontMatter}\n---\n${body}`;
const base = note(
  "description: One thing\nstatus: draft",
  "# A title\n\nSome words\nover two lines.\n\n- one\n- two\n\n```sh\nls\npwd\n```\n",
);

describe("changedParts", () => {
  const same: [string, string][] = [
    ["nothing", base],
    ["line endings", base.replaceAll("\n", "\r\n")],
    ["line wrapping", base.replace("words\nover", "words over")],
    ["blank lines at the end", `${base}\n\n`],
    ["blank lines between list items", base.replace("- one\n- two", "- one\n\n- two")],
    ["list markers", base.replaceAll("- ", "* ")],
    ["a front matter key that nobody watches", base.replace("draft", "current")],
    ["white space in the description", base.replace("One thing", "One   thing ")],
  ];
  it.each(same)("sees no change in %s", async (_, after) => {
    expect(await changedParts(base, after)).toEqual(new Set());
  });

  const different: [string, string, string[]][] = [
    ["the heading of level 1", base.replace("A title", "Another title"), ["title"]],
    ["the description", base.replace("One thing", "Another thing"), ["description"]],
    ["a word of the body", base.replace("two lines", "three lines"), ["body"]],
    ["a paragraph split in two", base.replace("words\nover", "words\n\nover"), ["body"]],
    ["a title in the front matter", base.replace("status", "title: A title\nstatus"), ["title", "body"]],
    ["a space that parts a word", base.replace("Some", "So me"), ["body"]],
  ];
  it.each(different)("sees %s", async (_, after, parts) => {
    expect([...((await changedParts(base, after)) ?? [])]).toEqual(parts);
  });

  it("keeps white space in code", async () => {
    const before = "```py\nif a:\n  b\n```\n";
    expect([...((await changedParts(before, before.replace("  b", "    b"))) ?? [])]).toEqual(["body"]);
  });

  it("keeps the space between a word and its emphasis", async () => {
    expect(await changedParts("foo *bar*", "foo*bar*")).toEqual(new Set(["body"]));
  });

  it("cannot say for broken front matter", async () => {
    expect(await changedParts(base, note("description: a: b", "# A title\n"))).toBeUndefined();
  });
});

describe("isTrivialFor", () => {
  it.each([
    [["title"], ["body"], true],
    [["title", "description"], ["body"], true],
    [["title", "body"], ["body"], false],
    [["body"], [], true],
    [["mood"], [], false],
    [["title", "mood"], [], false],
    [[], [], false],
    [undefined, [], false],
  ] as const)("watches %j, changed %j: %s", (watches, changed, trivial) => {
    expect(isTrivialFor(watches, new Set(changed))).toBe(trivial);
  });

  it("never holds where nobody can say what changed", () => {
    expect(isTrivialFor(["title"], undefined)).toBe(false);
  });
});
