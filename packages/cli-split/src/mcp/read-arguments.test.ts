import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { meantArguments, readAllArguments, readArguments } from "./read-arguments.ts";

const schema = z.strictObject({
  text: z.string(),
  word: z.enum(["low", "high"]).optional(),
  list: z.array(z.string()).optional(),
  number: z.int().positive().optional(),
  flag: z.boolean().default(false),
  object: z.record(z.string(), z.unknown()).optional(),
});

describe("an argument", () => {
  it.each<[name: string, given: unknown, meant: unknown]>([
    ["list", '["a"]', ["a"]],
    ["list", ' ["a", "b"]\n', ["a", "b"]],
    ["list", "prose", ["prose"]],
    ["list", "7", ["7"]],
    ["list", "{}", ["{}"]],
    ["list", ["a"], ["a"]],
    ["list", "[1]", [1]],
    ["number", "7", 7],
    ["number", "-1", -1],
    ["number", "seven", "seven"],
    ["number", "true", "true"],
    ["flag", "true", true],
    ["flag", "false", false],
    ["flag", "yes", "yes"],
    ["object", '{"a":1}', { a: 1 }],
    ["object", "[]", "[]"],
    ["text", "7", "7"],
    ["text", '"Fine."', '"Fine."'],
    ["text", "null", "null"],
    ["text", '["a"]', '["a"]'],
    ["word", "high", "high"],
    ["unknown", '["a"]', '["a"]'],
    ["toString", "7", "7"],
  ])("%s given as %j is %j", (name, given, meant) => {
    expect(meantArguments(schema, { [name]: given })).toEqual({ [name]: meant });
  });

  it.each(
    ["text", "word", "list", "number", "flag", "object"].flatMap((name) =>
      [null, undefined, "", " ", []].map((given) => [name, given] as const),
    ),
  )("%s given as %j was not given", (name, given) => {
    expect(meantArguments(schema, { [name]: given })).toEqual({});
  });

  it.each(["list", "number", "flag", "object"])("%s given as the text null was not given", (name) => {
    expect(meantArguments(schema, { [name]: "null" })).toEqual({});
  });

  it("cannot change what all objects have", () => {
    const given = JSON.parse('{"__proto__": {"polluted": true}}');
    expect(Object.keys(meantArguments(schema, given))).toEqual(["__proto__"]);
    expect(meantArguments(schema, given)).not.toHaveProperty("polluted");
  });
});

describe("arguments that are wrong", () => {
  it.each<[given: Record<string, unknown>, message: string]>([
    [{}, "text must be given"],
    [{ text: null }, "text must be given"],
    [{ text: "  " }, "text must be given"],
    [{ text: "a", number: "0" }, "number must be a whole number of at least 1"],
    [{ text: "a", number: "x" }, "number must be a whole number"],
    [{ text: "a", list: "[1]" }, "list.0 must be text"],
    [{ text: 7 }, "text must be text"],
    [{ text: "a", number: 1.5 }, "number must be a whole number"],
    [{ text: "a", word: "mid" }, "word must be one of low, high"],
    [{ text: "a", flag: "yes" }, "flag must be true or false"],
    [{ text: "a", list: 7 }, "list must be a list"],
    [{ text: "a", object: "[]" }, "object must be an object"],
    [JSON.parse('{"text": "a", "__proto__": 7}'), "there is no argument __proto__"],
    [{ text: "a", more: null, other: 1 }, "there is no argument more, other"],
  ])("%j: %s", (given, message) => {
    expect(() => readArguments("tool", schema, given)).toThrow(
      `${message} (tool takes text, word, list, number, flag, object)`,
    );
  });
});

const full = fc.string({ minLength: 1 }).filter((text) => text.trim() !== "");
const valid = fc.record(
  {
    text: fc.oneof(full, fc.json()),
    word: fc.constantFrom("low" as const, "high" as const),
    list: fc.array(fc.string(), { minLength: 1 }),
    number: fc.integer({ min: 1 }),
    flag: fc.boolean(),
    // As JSON gives it: without a minus before zero.
    object: fc.dictionary(fc.string(), fc.jsonValue()).map((value) => JSON.parse(JSON.stringify(value))),
  },
  { requiredKeys: ["text"] },
);

/** The same arguments, those that are no text as JSON. */
function asText(given: Record<string, unknown>, chosen: readonly boolean[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value], index) => [
      name,
      typeof value === "string" || !chosen[index] ? value : JSON.stringify(value),
    ]),
  );
}

describe("of any arguments that are right", () => {
  it("each stays itself", () => {
    fc.assert(
      fc.property(valid, (given) => {
        expect(readArguments("tool", schema, given)).toEqual(schema.parse(given));
      }),
    );
  });

  it("each means the same as text, whichever are sent so, and the others left open", () => {
    const chosen = fc.array(fc.boolean(), { minLength: 6, maxLength: 6 });
    const nothing = fc.constantFrom(null, "", " ", []);
    fc.assert(
      fc.property(valid, chosen, nothing, (given, which, open) => {
        const left = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, open]));
        const sent = { ...left, ...asText(given, which) };
        expect(readArguments("tool", schema, sent)).toEqual(schema.parse(given));
      }),
    );
  });
});

it("whatever is given is refused in our own words", () => {
  const any = fc.dictionary(
    fc.constantFrom("__proto__", "more", ...Object.keys(schema.shape)),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(any, (given) => {
      try {
        readArguments("tool", schema, given);
      } catch (error) {
        expect(String(error)).not.toMatch(/Invalid|Too |expected|otherwise/);
      }
    }),
  );
});

it.each<[given: unknown, all: unknown]>([
  [JSON.parse('{"__proto__": 1}'), JSON.parse('{"__proto__": 1}')],
  [{ a: "1" }, { a: "1" }],
  ['{"a": "1"}', { a: "1" }],
  [undefined, {}],
  [null, {}],
  ["", {}],
  [[], {}],
  [[1], undefined],
  ["a", undefined],
  [7, undefined],
])("all arguments, given as %j, are %j", (given, all) => {
  expect(readAllArguments(given)).toEqual(all);
});
