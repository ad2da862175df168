import { describe, expect, it } from "vitest";
import { KNOWN_GATE_KEYS, lensOf } from "./gate.ts";
import { readGateFields } from "./gate-fields.ts";

describe("readGateFields", () => {
  it.each([
    [{}, { severity: "warn" }],
    [{ requires_trait: "title-as-claim" }, { requiresTrait: "title-as-claim", severity: "warn" }],
    [
      { applies_to: ["guides/**", "!guides/old"] },
      { appliesTo: ["guides/**", "!guides/old"], severity: "warn" },
    ],
    [
      { requires: { status: "current", tags: ["howto", "short"] } },
      { requires: { status: ["current"], tags: ["howto", "short"] }, severity: "warn" },
    ],
    [{ watches: ["title", "own-word"] }, { watches: ["title", "own-word"], severity: "warn" }],
    [{ evidence: "none" }, { evidence: "none", severity: "warn" }],
    [{ watches: [] }, { watches: [], severity: "warn" }],
    [
      { check: "lint 'a b'", severity: "fail" },
      { check: ["lint", "a b"], severity: "fail" },
    ],
    [{ check: ["lint", "", "a | b"] }, { check: ["lint", "", "a | b"], severity: "warn" }],
    [{ inputs: [".lintrc", "rules/a"] }, { inputs: [".lintrc", "rules/a"], severity: "warn" }],
    [
      { check: ["a"], volatile: "true" },
      { check: ["a"], severity: "warn", volatile: true },
    ],
    [{ check: ["a", "{notes}"] }, { check: ["a", "{notes}"], severity: "warn" }],
    [{ check: "a {note} -x" }, { check: ["a", "{note}", "-x"], severity: "warn" }],
    [
      { check: ["a"], check_output: "text" },
      { check: ["a"], checkOutput: "text", severity: "warn" },
    ],
    [
      { check: ["a"], check_output: "sarif" },
      { check: ["a"], checkOutput: "sarif", severity: "fail" },
    ],
    [
      { check: ["a"], check_output: "rdjsonl", severity: "warn" },
      { check: ["a"], checkOutput: "rdjsonl", severity: "warn" },
    ],
    [{ staleness: 7, lens: 1, unheard: "of" }, { severity: "warn" }],
  ])("reads %j", (data, fields) => {
    expect(readGateFields(data)).toEqual({ volatile: false, ...fields });
  });

  it.each<[Record<string, unknown>, string]>([
    [{ requires_trait: ["a"] }, "requires_trait must be one word"],
    ...[[], "guides/**", ["../x"], ["/x"], [3], ["!guides/**"]].map(
      (globs): [Record<string, unknown>, string] => [
        { applies_to: globs },
        "applies_to must be a list of globs inside the root, e.g. [guides/**]",
      ],
    ),
    [
      { applies_to: ["*a*a*a*b.md"] },
      "applies_to must be globs with at most two **, or one and two groups and further * of a name, no repeated group and 1000 characters",
    ],
    [{ applies_to: Array.from({ length: 101 }, () => "a/**") }, "applies_to must be at most 100 globs"],
    [{ requires: { tags: Array.from({ length: 101 }, () => "a") } }, "requires must be at most 100 values"],
    ...[{}, [], "status", { status: [] }, { status: "" }, { a: { b: "c" } }, { a: ["b", ["c"]] }].map(
      (wanted): [Record<string, unknown>, string] => [
        { requires: wanted },
        "requires must say what the front matter has, e.g. {status: current, tags: [howto]}",
      ],
    ),
    [{ requires_trait: null }, "requires_trait must be one word"],
    [{ requires_trait: " " }, "requires_trait must be one word"],
    [{ watches: "title" }, "watches must be a list, e.g. [title, body]"],
    [{ watches: null }, "watches must be a list, e.g. [title, body]"],
    [{ watches: [1] }, "watches must be a list, e.g. [title, body]"],
    [{ severity: "error" }, "severity must be warn or fail"],
    [{ severity: null }, "severity must be warn or fail"],
    [{ check: null }, "check must be a command, as text or as a list of words"],
    [{ check: [] }, "check must be a command, as text or as a list of words"],
    [{ check: [""] }, "check must be a command, as text or as a list of words"],
    [{ check: ["a", 1] }, "check must be a command, as text or as a list of words"],
    [{ check: "" }, "check is empty"],
    [{ check: "{notes}" }, "check begins with {notes}: name the program first"],
    [{ check: "a {notes} {notes}" }, "check has {notes} twice"],
    [
      { check: ["a", "{note}", "{notes}"] },
      "check has both {note} and {notes}: one process looks at one note, or at many",
    ],
    [
      { check: ["a", "--files={notes}"] },
      "check has {notes} within a word: it stands for several words, and must be one of its own",
    ],
    [
      { check: ["a"], check_output: "xml" },
      "check_output must be one of text, sarif, rdjson, rdjsonl, eslint-json",
    ],
    [
      { check_output: "sarif" },
      "check_output is for gates with a check: it says how that prints what it finds",
    ],
    [{ volatile: "true" }, "volatile is for gates with a check: only those are run again"],
    [{ check: ["a"], volatile: "yes" }, "volatile must be true or false"],
    ...[
      "x",
      [1],
      ["../x"],
      ["/x"],
      ["a/../../x"],
      ["C:/x"],
      [".git/HEAD"],
      [".review/ledger.sqlite"],
      ["a//b"],
      ["a\\..\\..\\x"],
    ].map((inputs): [Record<string, unknown>, string] => [
      { inputs },
      "inputs must be a list of files inside the root, e.g. [.markdownlint.json]",
    ]),
    [
      { check: "a | b" },
      "check has |, which needs a shell, and none is used; write a list of words, or call a script",
    ],
  ])("refuses %j", (data, problem) => {
    expect(readGateFields(data)).toEqual({ problem });
  });
});

describe("a gate", () => {
  it.each([
    ["prose/a", "prose"],
    ["prose/deep/a", "prose/deep"],
    ["a", ""],
  ])("%s belongs to lens %j", (id, lens) => {
    expect(lensOf(id)).toBe(lens);
  });

  it("has keys that a lint can list", () => {
    expect(KNOWN_GATE_KEYS).toContain("requires_trait");
  });
});
