import fc from "fast-check";
import { expect, it } from "vitest";
import { listVersions } from "./current-acceptances.ts";

const versions = fc.uniqueArray(
  fc.record({
    gateId: fc.string({ unit: fc.constantFrom("a", "b", " ", "\n", "1", "/"), minLength: 1, maxLength: 6 }),
    gateSha: fc.constantFrom("1a", "2b"),
  }),
  { selector: ({ gateId }) => gateId, maxLength: 4 },
);

it("listVersions gives one text for the same versions in any order, and another for any others", () => {
  const asSet = (gates: readonly { gateId: string; gateSha: string }[]) =>
    JSON.stringify(gates.map(({ gateId, gateSha }) => JSON.stringify([gateId, gateSha])).sort());
  fc.assert(
    fc.property(versions, versions, (some, others) => {
      expect(listVersions(some.toReversed())).toBe(listVersions(some));
      expect(listVersions(some) === listVersions(others)).toBe(asSet(some) === asSet(others));
    }),
  );
});
