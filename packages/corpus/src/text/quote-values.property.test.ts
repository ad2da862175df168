import fc from "fast-check";
import { parse, stringify } from "smol-toml";
import { expect, it } from "vitest";
import { quoteJson, quoteToml } from "./quote-values.ts";

/** A value with text in the place of everything that is neither list nor mapping. */
function written(value: unknown, write: (leaf: unknown) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => written(item, write));
  if (typeof value !== "object" || value === null) return write(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, written(item, write)]));
}

const asJson = (leaf: unknown) => (typeof leaf === "string" ? leaf : JSON.stringify(leaf));

it("quotes all values of JSON but texts, and changes no text and no key", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom("", "\t", "  "), (value, indent) => {
      const quoted = quoteJson(JSON.stringify(value, null, indent));
      expect(JSON.stringify(JSON.parse(quoted))).toBe(JSON.stringify(written(value, asJson)));
    }),
  );
});

const text = fc.oneof(
  fc.string(),
  fc.constantFrom("a = 1", '"""', "'''", "# 1", "[1, 2]", "{a = 1}", "a\nb = 2", '\\"', "1.10"),
);
const leaf = fc.oneof(text, fc.integer(), fc.boolean(), fc.constantFrom(0.5, -1.25, 1e300));
const key = text.filter((each) => each !== "__proto__");
const tree = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

it("quotes all values of TOML but texts, and changes no text and no key", () => {
  fc.assert(
    fc.property(fc.dictionary(key, tree.value, { maxKeys: 4, noNullPrototype: true }), (document) => {
      const toml = stringify(document);
      const asRead = written(parse(toml), String);
      const asQuoted = written(parse(quoteToml(toml)), (each) => {
        expect(each).toBeTypeOf("string");
        return String(each);
      });
      // A number may be written in more ways than one; what it says is the same.
      const numbers = (value: unknown) =>
        written(value, (each) => (isNumber(each) ? String(Number(each)) : String(each)));
      expect(numbers(asQuoted)).toEqual(numbers(asRead));
    }),
  );
});

const isNumber = (word: unknown) => /^[+-]?\d[\d.e+-]*$/.test(String(word)) && Number.isFinite(Number(word));
