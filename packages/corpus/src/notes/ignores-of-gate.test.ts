import fc from "fast-check";
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
  expect(ignoresOfGates([{ gateIds: [name] }]).all(gateId)).toHaveLength(means ? 1 : 0);
});

it("has each comment once, in their order", () => {
  const ignores = [{ gateIds: ["prose", "prose", "Prose/a"] }, { gateIds: ["x"] }, { gateIds: ["prose/a"] }];
  expect(ignoresOfGates(ignores).all("prose/a")).toEqual([ignores[0], ignores[2]]);
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
  const ofGates = ignoresOfGates([ignore]);
  for (const gateId of ["x", "y", "z", "x"]) ofGates.all(gateId);
  for (const gateId of ["x", "y", "z", "x"]) ofGates.beginning(gateId, 1);
  expect(read).toBe(1);
});

it("gives gates that the same names mean one list", () => {
  const ofGates = ignoresOfGates([{ gateIds: ["prose"] }, { gateIds: ["prose/c"] }]);
  expect(ofGates.all("prose/a")).toBe(ofGates.all("prose/b"));
  expect(ofGates.all("prose/c")).toHaveLength(2);
});

it("tells the first few, and how many there are, whatever names mean the gate", () => {
  const name = fc.constantFrom("prose", "Prose/a", "prose/a/b", "prose/c", "x");
  const comments = fc.array(fc.record({ gateIds: fc.array(name, { minLength: 1, maxLength: 3 }) }));
  fc.assert(
    fc.property(
      comments,
      fc.constantFrom("prose/a/b", "prose/c", "y"),
      fc.nat(5),
      (ignores, gateId, most) => {
        const ofGates = ignoresOfGates(ignores);
        const all = ofGates.all(gateId);
        expect(ofGates.beginning(gateId, most)).toEqual({ first: all.slice(0, most), count: all.length });
      },
    ),
  );
});
