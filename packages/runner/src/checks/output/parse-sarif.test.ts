import { describe, expect, it } from "vitest";
import { readFormat } from "./read-output.ts";

const read = (log: unknown) => [...readFormat("sarif", JSON.stringify(log))];
const REGION = { startLine: 2, startColumn: 5, endLine: 2, endColumn: 6 };
const at = (uri: string, region: object = REGION, more: object = {}) => [
  { physicalLocation: { artifactLocation: { uri, ...more }, region } },
];
const result = { message: { text: "bad" }, level: "error", locations: at("notes/a.md") };

/** A log with one run, as tools print it. */
function log(results: unknown, run: object = {}, driver: object = {}) {
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver: { name: "lint", ...driver } }, results, ...run }],
  };
}

/** The only finding of a result. */
const finding = (changes: object, run: object = {}, driver: object = {}) =>
  read(log([{ ...result, ...changes }], run, driver))[0];

function refusal(whole: unknown): string {
  try {
    return `taken: ${read(whole).length}`;
  } catch (error) {
    return String(error);
  }
}

describe("a SARIF log", () => {
  it("is results with their first places", () => {
    const written = {
      ruleId: "no-bare-urls",
      ruleIndex: 0,
      message: { text: "Bare URL used" },
      locations: at("notes/a%20b.md"),
      fixes: [{ description: { text: "Put it in <>." }, artifactChanges: [] }],
    };
    const rules = [{ id: "no-bare-urls", defaultConfiguration: { level: "error" } }];
    expect(read(log([written], { columnKind: "unicodeCodePoints" }, { rules }))).toEqual([
      {
        severity: "fail",
        message: "Bare URL used",
        rule: "no-bare-urls",
        suggestion: "Put it in <>.",
        path: "notes/a b.md",
        written: "notes/a%20b.md",
        start: { line: 2, column: 5 },
        end: { line: 2, column: 6 },
        unit: "codePoints",
      },
    ]);
    expect(read(log([]))).toEqual([]);
  });

  it.each([
    [{ level: "error" }, "fail"],
    [{ level: "warning" }, "warn"],
    [{ level: "note" }, "note"],
    [{ level: undefined }, "warn"],
    [{ level: undefined, ruleId: "b" }, "fail"],
    [{ level: undefined, rule: { id: "b" } }, "fail"],
    [{ level: undefined, rule: { id: "b", toolComponent: { index: 0 } } }, "warn"],
    [{ level: undefined, ruleIndex: 1 }, "fail"],
    [{ level: undefined, ruleIndex: -1 }, "warn"],
    [{ level: "none" }, "note"],
    [{ kind: "pass" }, undefined],
    [{ kind: "informational" }, undefined],
    [{ baselineState: "absent" }, undefined],
    [{ suppressions: [{ kind: "inSource" }] }, undefined],
    [{ suppressions: [{ kind: "external", status: "rejected" }] }, "fail"],
    [{ suppressions: [] }, "fail"],
  ])("has %j as %j", (changes, severity) => {
    const rules = [{ id: "a" }, { id: "b", defaultConfiguration: { level: "error" } }];
    expect(finding(changes, {}, { rules })?.severity).toBe(severity);
  });

  it.each([
    [at("./notes/a.md"), {}, "./notes/a.md"],
    [at("file:///kb/notes/a%C3%A9.md"), {}, "/kb/notes/aé.md"],
    [at("file://localhost/kb/a.md"), {}, "/kb/a.md"],
    [at("100%.md"), {}, "100%.md"],
    [at("a.md", REGION, { uriBaseId: "ROOT" }), { ROOT: { uri: "file:///kb/" } }, "/kb/a.md"],
    [at("a.md", REGION, { uriBaseId: "ROOT" }), {}, "a.md"],
    [[{ physicalLocation: { artifactLocation: { index: 0 }, region: REGION } }], {}, "known.md"],
    [[{ physicalLocation: { artifactLocation: { index: 7 } } }], {}, undefined],
    [[], {}, undefined],
  ])("has the path of %j, with bases %j", (locations, originalUriBaseIds, path) => {
    const artifacts = [{ location: { uri: "known.md" } }];
    expect(finding({ locations }, { artifacts, originalUriBaseIds })?.path).toBe(path);
  });

  it.each([
    [{ startLine: 3 }, { line: 3 }, { line: 3 }],
    [{ startLine: 3, startColumn: 2 }, { line: 3, column: 2 }, { line: 3 }],
    [{ startLine: 3, endColumn: 9 }, { line: 3 }, { line: 3, column: 9 }],
    [{ startLine: 3, endLine: 4 }, { line: 3 }, { line: 4 }],
    [{ startLine: 0, startColumn: 1 }, undefined, undefined],
    [{ charOffset: 10, charLength: 2 }, undefined, undefined, { offset: 10, length: 2 }],
    [{ charOffset: 0 }, undefined, undefined, { offset: 0, length: 0 }],
    [{ charOffset: -1 }, undefined, undefined],
    [{ startLine: 3, charOffset: 10 }, { line: 3 }, { line: 3 }],
  ])("has the place of %j", (region, start, end, span = undefined) => {
    const found = finding({ locations: at("a.md", region) });
    expect(found).toMatchObject({ start, end });
    expect(found?.span).toEqual(span);
  });

  it("has messages by their ids", () => {
    const rules = [{ id: "r", messageStrings: { default: { text: "{0} is not {1}, {2}" } } }];
    const message = { id: "default", arguments: ["this", "that"] };
    expect(finding({ ruleId: "r", message }, {}, { rules })?.message).toBe("this is not that, {2}");
  });

  it.each<[string, unknown, string]>([
    ["no log", [], "the whole must be an object"],
    ["another version", { ...log([]), version: "2.0.0" }, 'version must be "2.1.0"'],
    ["no run", { version: "2.1.0", runs: [] }, "runs must be a list with a run"],
    ["no results", log(undefined), "runs[0].results must be a list"],
    ["results that were not looked for", log(null), "runs[0].results must be a list"],
    ["a result without a message", log([{}]), "runs[0].results[0].message must be an object"],
    [
      "an unknown message",
      log([{ message: { id: "x" } }]),
      "runs[0].results[0].message must be an object with a text",
    ],
    ["an unknown level", log([{ ...result, level: "bad" }]), "level must be error, warning, note or none"],
    [
      "a line that is a text",
      log([{ ...result, locations: at("a", { startLine: "1" }) }]),
      "startLine must be a number",
    ],
    [
      "a failed tool",
      log([], { invocations: [{ executionSuccessful: false }] }),
      "its SARIF says that it failed (executionSuccessful is false)",
    ],
  ])("with %s is refused", (_, whole, message) => {
    expect(refusal(whole)).toContain(message);
  });
});
