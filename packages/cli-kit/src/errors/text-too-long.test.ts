import { constants } from "node:buffer";
import { expect, it } from "vitest";
import { withoutEnd } from "./text-too-long.ts";

const thrownBy = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

it.each<[what: string, work: () => unknown]>([
  ["put together", () => "x".repeat(2 ** 28).concat("x".repeat(2 ** 28))],
  ["JSON", () => JSON.stringify("\0".repeat(100_000_000))],
  ["read", () => Buffer.alloc(constants.MAX_STRING_LENGTH + 1).toString("latin1")],
])("takes too long a text that is %s for no bug", (_, work) => {
  expect(withoutEnd(thrownBy(work))).toMatchObject({
    code: "text-too-long",
    message: "this would be a text of more than 536 MB, which is too large to be told: ask for less",
  });
});

it("leaves every other error as it is", () => {
  expect(withoutEnd(thrownBy(() => new Array(-1)))).toBeUndefined();
  expect(withoutEnd("Invalid string length")).toBeUndefined();
});
