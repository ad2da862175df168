import { expect, it } from "vitest";
import { describeLength } from "./describe-length.ts";

it.each<[columns: number | undefined, said: string]>([
  [40, ", 2 values on 51 lines, also those that scrolled by"],
  [80, ", 2 values on 26 lines, also those that scrolled by"],
  [undefined, ", 2 values on 26 lines, also those that scrolled by"],
  [0, ", 2 values on 26 lines, also those that scrolled by"],
  [1000, ""],
])("what is to be read at a width of %s", (columns, said) => {
  expect(describeLength(`one\n${"x".repeat(2000)}`, 2, { columns })).toBe(said);
});
