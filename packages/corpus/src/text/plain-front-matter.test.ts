import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { readPlainFrontMatter } from "./plain-front-matter.ts";

const parse = (yaml: string): unknown => parseYaml(yaml, { schema: "failsafe", logLevel: "error" });

describe("readPlainFrontMatter", () => {
  it.each([
    ["type: note\nstatus: current", { type: "note", status: "current" }],
    ["title: \"a: b # c\"\nother: 'x'", { title: "a: b # c", other: "x" }],
    ["tags: []\ntraits: [title-as-claim, a/b, c d]", { tags: [], traits: ["title-as-claim", "a/b", "c d"] }],
    ["tags:\n  - one\n  - two words\nnext: x", { tags: ["one", "two words"], next: "x" }],
    ["tags:\n- one\nempty:", { tags: ["one"], empty: "" }],
    [
      "a: 1.10\nb: 2026-01-02\nc: True\nd: [1, null, 007]",
      { a: "1.10", b: "2026-01-02", c: "True", d: ["1", "null", "007"] },
    ],
    ["url: http://example.org/a#b\r\nname: Ünï — “x”", { url: "http://example.org/a#b", name: "Ünï — “x”" }],
  ])("reads %j", (yaml, data) => {
    expect(readPlainFrontMatter(yaml)).toEqual(data);
    expect(parse(yaml)).toEqual(data);
  });

  it.each([
    "a: -1",
    "a: ~",
    "a: b: c",
    "a: b # c",
    "a: b:",
    "a: 'it''s'",
    'a: "\\n"',
    "a: |\n  b",
    "a: b\n  c",
    "a: b\na: c",
    "a: [b, -1]",
    "a: [b",
    "a: {b: c}",
    "a:\n  - b\n - c",
    "a:\n  - b: c",
    "a: b\n  - c",
    "- a",
    "# comment",
    "",
    "__proto__: x",
    "a: &b c",
  ])("leaves %j to YAML", (yaml) => {
    expect(readPlainFrontMatter(yaml)).toBeUndefined();
  });

  it("agrees with YAML wherever it answers", () => {
    const piece = fc.constantFrom(
      ..."abÜz019 :-#'\"[]{},&*!|>%@`~?.\\/_\t\u0085\u00a0\u2028\ufeff".split(""),
      ": ",
      " #",
      "true",
      "null",
      "- ",
      "--- ",
      "0x1",
      "\u{1f600}",
      "\ud800",
    );
    const value = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(""));
    const line = fc.oneof(
      fc
        .tuple(fc.constantFrom("a", "b", "c_d", "true", "x-y"), value)
        .map(([key, text]) => `${key}: ${text}`),
      fc
        .tuple(fc.constantFrom("e", "f", "a"), fc.array(value, { maxLength: 3 }))
        .map(([key, words]) => `${key}: [${words.join(", ")}]`),
      fc.constantFrom("g:", "h:"),
      fc.tuple(fc.constantFrom("", " ", "  "), value).map(([indent, text]) => `${indent}- ${text}`),
      value,
    );
    const yaml = fc.array(line, { minLength: 1, maxLength: 4 }).map((lines) => lines.join("\n"));
    let answered = 0;
    fc.assert(
      fc.property(yaml, (text) => {
        const data = readPlainFrontMatter(text);
        if (data === undefined) return;
        answered += 1;
        expect(data).toEqual(parse(text));
      }),
      { numRuns: 5000 },
    );
    expect(answered).toBeGreaterThan(100);
  });
});
