import { expect, it } from "vitest";
import { ignoresOfGates } from "./ignores-of-gate.ts";

it.each<[string, string, boolean]>([
  ["prose/clarity", "prose/clarity", true],
  ["Prose/", "prose/clarity", true],
  ["prose", "prose", true],
  ["prose", "prose/style/clarity", true],
  ["prose/style", "prose/style/clarity", true],
  ["clarity", "prose/clarity", false],
  ["pro", "prose/clarity", false],
  ["/", "prose/clarity", false],
  ["", "prose/clarity", false],
  ["cafe\u0301", "caf\u00e9/x", true],
])("a comment on %j is about %j: %s", (name, gateId, means) => {
  expect(ignoresOfGates([{ gateIds: [name] }])(gateId)).toHaveLength(means ? 1 : 0);
});

it("has each comment once, in their order", () => {
  const ignores = [{ gateIds: ["prose", "prose", "Prose/a"] }, { gateIds: ["x"] }, { gateIds: ["prose/a"] }];
  expect(ignoresOfGates(ignores)("prose/a")).toEqual([ignores[0], ignores[2]]);
});

it("reads each name once, however often it is asked", () => {
  let read = 0;
  const names = ["x", "y"];
  const ignore = {
    get gateIds() {
      read += 1;
      return names;
    },
  };
  const find = ignoresOfGates([ignore]);
  for (const gateId of ["x", "y", "z", "x"]) find(gateId);
  expect(read).toBe(1);
});
