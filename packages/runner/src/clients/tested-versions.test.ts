import { expect, it } from "vitest";
import { compareToTested } from "./tested-versions.ts";

it.each([
  ["2.1.197", "tested"],
  ["2.1.205", "tested"],
  ["2.1.332", "tested"],
  ["2.1.99", "older"],
  ["1.9.400", "older"],
  ["2.1.333", "newer"],
  ["2.10.0", "newer"],
  ["10.0.0", "newer"],
  ["2.1.332-rc.1", "newer"],
])("%s is %s", (version, standing) => {
  expect(compareToTested(version, { oldest: "2.1.197", newest: "2.1.332" })).toBe(standing);
});
