import { expect, it } from "vitest";
import { createKeys } from "./row-key.ts";

const keyOf = (...parts: (object | string | null)[]) => createKeys()(...parts);

it("equal rows have equal keys, wherever they stand in the table", () => {
  expect(keyOf("t", { handle: 1, id: "1", a: null })).toBe(keyOf("t", { handle: 9, id: "1", a: null }));
  expect(keyOf("t")).toMatch(/^[0-9a-f]{64}$/);
});

it.each([
  ["another table", keyOf("u", { a: "1", b: "" })],
  ["another value", keyOf("t", { a: "2", b: "" })],
  ["null for nothing", keyOf("t", { a: "1", b: null })],
  ["the value elsewhere", keyOf("t", { a: "", b: "1" })],
  ["another row after it", keyOf("t", { a: "1", b: "" }, { a: "1", b: "" })],
  ["the values over two rows", keyOf("t", { a: "1" }, { b: "" })],
])("%s makes another key", (_, key) => {
  expect(key).not.toBe(keyOf("t", { a: "1", b: "" }));
});

it("equal rows are counted: the second one has another key, the same in every import", () => {
  const [first, again] = [createKeys(), createKeys()];
  const keys = [first("t", { a: "1" }), first("t", { a: "1" })];
  expect(keys[0]).not.toBe(keys[1]);
  expect([again("t", { a: "1" }), again("t", { a: "1" })]).toEqual(keys);
});
