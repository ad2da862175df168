import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findJsonSyntaxProblem } from "./json-syntax.ts";

describe("findJsonSyntaxProblem", () => {
  it.each([
    ["", 1, 1, "expected a value, got the end of the file"],
    ['{"a": 1,}', 1, 9, 'expected a key, got "}"'],
    ['{\n  "a": [1, 2,]\n}', 2, 14, 'expected a value, got "]"'],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3, 'expected , or }, got "\\""'],
    ["{a: 1}", 1, 2, 'expected a key or }, got "a"'],
    ['{"a" 1}', 1, 6, 'expected :, got "1"'],
    ["{\"a\": 'x'}", 1, 7, 'expected a value, got "\'"'],
    ["{} // note", 1, 4, 'expected nothing more, got "/"'],
    ['{"a": [1', 1, 9, "expected , or ], got the end of the file"],
    ['{"a": 01}', 1, 7, 'expected a value, got "0"'],
    ['{"a": "tab\there"}', 1, 7, 'expected a value, got "\\""'],
    ["[1}", 1, 3, 'expected , or ], got "}"'],
  ])("finds the place in %j", (text, line, column, problem) => {
    expect(findJsonSyntaxProblem(text)).toEqual({ line, column, problem });
  });

  it("accepts whatever JSON.stringify writes, and agrees with JSON.parse after any small edit", () => {
    const edit = fc.tuple(
      fc.nat(200),
      fc.nat(2),
      fc.constantFrom("", ",", "}", "]", ":", '"', "1", "-", "\\", " ", "\n"),
    );
    fc.assert(
      fc.property(fc.jsonValue(), fc.boolean(), edit, (value, isIndented, [at, removed, added]) => {
        const json = JSON.stringify(value, null, isIndented ? 2 : 0);
        expect(findJsonSyntaxProblem(json)).toBeUndefined();
        const edited = json.slice(0, at) + added + json.slice(at + removed);
        expect(findJsonSyntaxProblem(edited) === undefined).toBe(isJson(edited));
      }),
      { numRuns: 1000 },
    );
  });

  it("is not upset by deep nesting", () => {
    expect(findJsonSyntaxProblem("[".repeat(100_000))?.column).toBe(100_001);
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
