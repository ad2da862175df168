import { expect, it } from "vitest";
import { makePage } from "../../test/page/make-page.ts";
import { packPage, unpackPage } from "./packed-page.ts";

it("has all of a page, and what is said of many pairs once", () => {
  const { page } = makePage({ notes: 40, gates: 9 });
  const packed = packPage(page);
  expect(unpackPage(packed)).toEqual(page);
  expect(unpackPage(JSON.parse(JSON.stringify(packed)))).toEqual(page);
  expect(packed.verdicts.length).toBeLessThan(20);
});

it("keeps that both note and gate changed", () => {
  const { page } = makePage({ notes: 1, gates: 1 });
  const pairs = [{ note: 0, gate: 0, state: "gate-changed", isBoth: true, verdicts: [] } as const];
  const both = { ...page, pairs: pairs.map((pair) => ({ ...pair, verdicts: [...pair.verdicts] })) };
  expect(unpackPage(packPage(both))).toEqual(both);
});
