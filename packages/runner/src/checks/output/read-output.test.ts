import type { CheckOutput } from "@review/corpus";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CheckOutputError } from "./json-part.ts";
import { readFormat } from "./read-output.ts";

type Format = Exclude<CheckOutput, "text">;
const read = (format: Format, output: unknown) => [
  ...readFormat(format, typeof output === "string" ? output : JSON.stringify(output)),
];

/** What an output is refused for. */
function refusal(format: Format, output: unknown): string {
  try {
    read(format, output);
  } catch (error) {
    if (error instanceof CheckOutputError) return error.message;
    throw error;
  }
  return "taken";
}

describe("eslint-json", () => {
  // As ESLint 9 prints it, without the sources.
  const file = (messages: unknown[]) => [
    { filePath: "/kb/notes/d.js", messages, suppressedMessages: [], errorCount: 1, usedDeprecatedRules: [] },
  ];

  it("is files with messages", () => {
    const unused = {
      ruleId: "no-unused-vars",
      severity: 1,
      message: "'y' is assigned a value but never used.",
      line: 1,
      column: 5,
      endLine: 1,
      endColumn: 6,
      suggestions: [{ messageId: "removeVar", fix: { range: [0, 10], text: "" }, desc: "Remove 'y'." }],
    };
    const fatal = { ruleId: null, fatal: true, severity: 2, message: "Parsing error", line: 2, column: 1 };
    expect(read("eslint-json", file([unused, fatal]))).toEqual([
      {
        severity: "warn",
        message: "'y' is assigned a value but never used.",
        rule: "no-unused-vars",
        suggestion: "Remove 'y'.",
        path: "/kb/notes/d.js",
        start: { line: 1, column: 5 },
        end: { line: 1, column: 6 },
        unit: "utf16",
      },
      {
        severity: "fail",
        message: "Parsing error",
        path: "/kb/notes/d.js",
        start: { line: 2, column: 1 },
        unit: "utf16",
      },
    ]);
    expect(read("eslint-json", "[]")).toEqual([]);
  });

  it("has no place where a line is 0, negative, half or left out", () => {
    for (const line of [0, -1, 1.5, null, 1e300]) {
      const [finding] = read("eslint-json", file([{ severity: 2, message: "m", line, column: 1 }]));
      expect(finding?.start).toBeUndefined();
    }
    const [finding] = read("eslint-json", file([{ severity: 2, message: "m", line: 3, column: -4 }]));
    expect(finding?.start).toEqual({ line: 3 });
  });

  it.each([
    ["{}", "it printed no eslint-json: the whole must be a list"],
    [[{}], "it printed no eslint-json: [0].filePath must be a text"],
    [
      file([{ severity: "2", message: "m" }]),
      "it printed no eslint-json: [0].messages[0].severity must be a number",
    ],
    [
      file([{ severity: 3, message: "m" }]),
      "it printed no eslint-json: [0].messages[0].severity must be 1 or 2",
    ],
    [
      file([{ severity: 2, message: "m", line: "7" }]),
      "it printed no eslint-json: [0].messages[0].line must be a number",
    ],
    ["[\n{]", 'it printed no eslint-json: line 2, column 2: expected a key or }, got "]"'],
    ["> lint\n[]", 'it printed no eslint-json: line 1, column 1: expected a value, got ">"'],
    [" \n", "it printed nothing, where its gate expects eslint-json"],
    [
      "[".repeat(200_000),
      "it printed no eslint-json: line 1, column 200001: expected a value or ], got the end of the file",
    ],
    ['{"__proto__": [], "constructor": 1}', "it printed no eslint-json: the whole must be a list"],
  ])("is refused as %.60j", (output, message) => {
    expect(refusal("eslint-json", output)).toBe(message);
  });
});

describe("rdjson and rdjsonl", () => {
  // From the documentation of reviewdog.
  const first = {
    message: "first",
    location: { path: "notes/a.md", range: { start: { line: 14, column: 15 } } },
    severity: "ERROR",
    code: { value: "RULE1", url: "https://example.com/url/to/super-lint/RULE1" },
  };
  const second = {
    message: "second",
    location: { path: "notes/a.md", range: { start: { line: 1, column: 5 }, end: { line: 1, column: 7 } } },
    suggestions: [{ range: { start: { line: 1, column: 5 }, end: { line: 1, column: 7 } }, text: "new" }],
  };
  const findings = [
    {
      severity: "fail",
      message: "first",
      rule: "RULE1",
      path: "notes/a.md",
      start: { line: 14, column: 15 },
      unit: "utf8",
    },
    {
      severity: undefined,
      message: "second",
      suggestion: "new",
      path: "notes/a.md",
      start: { line: 1, column: 5 },
      end: { line: 1, column: 7 },
      unit: "utf8",
    },
  ];

  it("is a result with diagnostics, and a severity for those that have none", () => {
    const whole = { source: { name: "super lint" }, severity: "WARNING", diagnostics: [first, second] };
    expect(read("rdjson", whole)).toEqual([findings[0], { ...findings[1], severity: "warn" }]);
    expect(read("rdjson", { diagnostics: [] })).toEqual([]);
  });

  it("is a diagnostic a line", () => {
    expect(read("rdjsonl", `${JSON.stringify(first)}\n\r\n${JSON.stringify(second)}\r\n`)).toEqual(findings);
    expect(read("rdjsonl", "")).toEqual([]);
  });

  it.each([
    [1, "fail"],
    [2, "warn"],
    ["INFO", "note"],
    [0, undefined],
    ["UNKNOWN_SEVERITY", undefined],
  ])("has severity %j as %j", (severity, expected) => {
    expect(read("rdjsonl", { message: "m", severity })).toMatchObject([{ severity: expected }]);
  });

  it.each<[Format, unknown, string]>([
    ["rdjson", [], "it printed no rdjson: the whole must be an object"],
    ["rdjson", {}, "it printed no rdjson: diagnostics must be a list"],
    ["rdjson", { diagnostics: [{}] }, "it printed no rdjson: diagnostics[0].message must be a text"],
    ["rdjsonl", '{"message": "m"}\n{"message": 1}', "it printed no rdjsonl: line 2.message must be a text"],
    [
      "rdjsonl",
      '{"message": "m"}\nnpm warn',
      'it printed no rdjsonl: line 2, column 1: expected a value, got "n"',
    ],
    [
      "rdjsonl",
      { message: "m", severity: "BAD" },
      "it printed no rdjsonl: line 1.severity must be ERROR, WARNING or INFO",
    ],
    [
      "rdjsonl",
      { message: "m", severity: 9 },
      "it printed no rdjsonl: line 1.severity must be ERROR, WARNING or INFO",
    ],
    [
      "rdjsonl",
      { message: "m", location: { range: { start: 3 } } },
      "it printed no rdjsonl: line 1.location.range.start must be an object",
    ],
  ])("as %s is refused: %.60j", (format, output, message) => {
    expect(refusal(format, output)).toBe(message);
  });
});

it("is findings or one clear refusal, whatever JSON it is", () => {
  const keys = [
    "runs",
    "results",
    "message",
    "text",
    "messages",
    "diagnostics",
    "location",
    "severity",
    "line",
  ];
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom(null, 0, -1, 2, 1.5, "x", "error", "\u001b[31m\0", true),
      fc.array(tie("tree"), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom(...keys), tie("tree"), { maxKeys: 5 }),
    ),
  }));
  const format = fc.constantFrom<Format>("sarif", "rdjson", "rdjsonl", "eslint-json");
  fc.assert(
    fc.property(format, tree, (format, output) => {
      expect(refusal(format, JSON.stringify(output))).toMatch(/^(?:taken|it printed no .* must be .*)$/);
    }),
  );
});
