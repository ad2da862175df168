import { expect, it } from "vitest";
import { fitPage } from "../../src/report/fit-page.ts";
import { makePage } from "./make-page.ts";

const { page } = makePage({ notes: 40, gates: 9, findingEvery: 2 });
const bytesOf = ({ findings, waived }: typeof page) => findings.length + waived.length;
const amount = (lists: readonly { findings: readonly unknown[] }[]) =>
  lists.reduce((sum, { findings }) => sum + findings.length, 0);

it("leaves a page as it is that fits", () => {
  expect(fitPage(page, bytesOf(page), bytesOf)).toBe(page);
});

it("cuts what is waived first, then warnings, and says how many findings it cut", () => {
  const all = amount([...page.findings, ...page.waived]);
  const without = fitPage(page, page.findings.length, bytesOf);
  expect(without.findings).toEqual(page.findings);
  expect(without).toMatchObject({ waived: [], cut: amount(page.waived) });
  const fails = page.findings.filter(({ decision }) => decision === "fail");
  const least = fitPage(page, fails.length, bytesOf);
  expect(bytesOf(least)).toBeLessThanOrEqual(fails.length);
  expect(bytesOf(least)).toBeGreaterThan(fails.length * 0.9);
  expect(least.findings.every(({ decision }) => decision === "fail")).toBe(true);
  expect((least.cut ?? 0) + amount(least.findings)).toBe(all);
});

it("keeps none where there is no room at all", () => {
  expect(fitPage(page, -1, bytesOf)).toMatchObject({ findings: [], waived: [] });
});
