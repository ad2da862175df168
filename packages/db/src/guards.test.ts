import { expect, it } from "vitest";
import { errorCode, failureReason, isObject, parseJson, parseJsonObject } from "./guards.ts";

it.each<[value: unknown, is: boolean]>([
  [{}, true],
  [Object.create(null), true],
  [[], false],
  [null, false],
  [undefined, false],
  ["{}", false],
])("an object or not: %j", (value, is) => {
  expect(isObject(value)).toBe(is);
});

it.each<[text: string, value: unknown]>([
  ['{"a": [1]}', { a: [1] }],
  ["null", null],
  ["{", undefined],
  ["", undefined],
])("what %j says as JSON", (text, value) => {
  expect(parseJson(text)).toEqual(value);
  expect(parseJsonObject(text)).toEqual(text.startsWith('{"') ? value : undefined);
});

it.each<[error: unknown, code: string | undefined, reason: string]>([
  [Object.assign(new Error("x"), { code: "ENOENT" }), "ENOENT", "ENOENT"],
  [Object.assign(new Error("x"), { code: 3 }), undefined, "Error: x"],
  [new Error("x"), undefined, "Error: x"],
  [{ code: "ENOENT" }, undefined, "[object Object]"],
  ["x", undefined, "x"],
])("the code of an error and why it happened: %s", (error, code, reason) => {
  expect([errorCode(error), failureReason(error)]).toEqual([code, reason]);
});
