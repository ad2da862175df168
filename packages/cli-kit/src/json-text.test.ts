import fc from "fast-check";
import { expect, it } from "vitest";
import { jsonText } from "./json-text.ts";
import { printable } from "./text.ts";

it("shows what would act on a terminal, and means the same", () => {
  expect(jsonText({ a: "\u001b[2J\u009b31m\u202e\u007f" })).toBe(
    `{"a":"\\u001b[2J\\u009b31m\\u202e\\u007f"}`,
  );
});

it("reads back as the same value, whatever it is", () => {
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("\u009b", "\u202e", "\\u202e", "\\"));
  fc.assert(
    fc.property(fc.dictionary(text, fc.array(text)), (value) => {
      const json = jsonText(value);
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(printable(json)).toBe(json);
    }),
  );
});
