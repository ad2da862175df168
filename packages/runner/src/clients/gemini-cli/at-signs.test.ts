import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeAtSigns, unescapeAtSigns } from "./at-signs.ts";

/** What gemini takes for a path to attach (0.61.0). */
const ATTACHED = /(?<!\\)@(?:(?:"(?:[^"]*)")|(?:\\.|[^ \t\n\r,;!?()[\]{}.]|\.(?!$|[ \t\n\r])))+/;

describe("escapeAtSigns", () => {
  it.each([
    ["Mail me@kb or see @kb/second.md", "Mail me\\@kb or see \\@kb/second.md"],
    ["@", "@"],
    ["a @ b", "a @ b"],
    ["already \\@escaped", "already \\@escaped"],
    ["@@x", "\\@\\@x"],
  ])("%j", (prompt, escaped) => {
    expect(escapeAtSigns(prompt)).toBe(escaped);
  });

  it("leaves nothing to be attached", () => {
    const texts = fc.string({ unit: fc.constantFrom("@", "\\", '"', " ", "\n", ".", "/", "a", "é", ",") });
    fc.assert(fc.property(texts, (text) => !ATTACHED.test(escapeAtSigns(text))));
  });
});

describe("unescapeAtSigns", () => {
  it("gives back what the prompt had", () => {
    const giveBack = unescapeAtSigns("see @kb/a.md and me@kb");
    expect(giveBack("> see \\@kb/a.md and me\\@kb\n> see @kb/a.md")).toBe(
      "> see @kb/a.md and me@kb\n> see @kb/a.md",
    );
  });

  it("leaves what had its backslash before", () => {
    expect(unescapeAtSigns("an \\@import and @media")("\\@import, \\@media")).toBe("\\@import, @media");
  });
});
