import fc from "fast-check";
import { expect, it } from "vitest";
import { type GroupKey, viewGroups } from "./group-entries.ts";

type Entry = { notePath: string; gateId: string };
const sum = (entries: readonly Entry[], by: readonly GroupKey[], limit?: number) =>
  viewGroups(entries, {
    by,
    limit,
    countsOf: (some) => ({ amount: some.length }),
    compare: (a, b) => b.amount - a.amount,
  });

const entry = (words: string): Entry => {
  const [notePath = "", gateId = ""] = words.split(" ");
  return { notePath, gateId };
};
const ENTRIES = ["x/a.md g", "x/a.md h", "y/b.md g", "y/c.md g"].map(entry);

it("counts by what is asked for, the most first, equals by name", () => {
  expect(sum(ENTRIES, ["gate", "folder", "note"])).toEqual({
    byGate: [
      { gateId: "g", amount: 3 },
      { gateId: "h", amount: 1 },
    ],
    byFolder: [
      { folder: "x/", amount: 2 },
      { folder: "y/", amount: 2 },
    ],
    byNote: [
      { notePath: "x/a.md", amount: 2 },
      { notePath: "y/b.md", amount: 1 },
      { notePath: "y/c.md", amount: 1 },
    ],
  });
});

it("says how many groups there are beyond the limit, of kinds that have more", () => {
  expect(sum(ENTRIES, ["gate", "note"], 2)).toMatchObject({
    byGate: [{}, {}],
    byNote: [{}, {}],
    more: { byNote: 1 },
  });
  expect(sum(ENTRIES, ["gate"], 2)).not.toHaveProperty("more");
});

it("counts each entry once in each kind of group", () => {
  const path = fc
    .array(fc.constantFrom("a", "b"), { maxLength: 3 })
    .map((names) => [...names, "n.md"].join("/"));
  const entries = fc.array(fc.record({ notePath: path, gateId: fc.constantFrom("g", "h") }));
  fc.assert(
    fc.property(entries, (some) => {
      const { byGate = [], byFolder = [], byNote = [] } = sum(some, ["gate", "folder", "note"]);
      for (const groups of [byGate, byFolder, byNote]) {
        expect(groups.reduce((all, { amount }) => all + amount, 0)).toBe(some.length);
      }
    }),
  );
});
