import { ACCEPTABLE_DECISIONS } from "@review/db";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreementOf, type TwoDecisions, tabulate } from "./agreement.ts";

const times = (amount: number, ...both: TwoDecisions): TwoDecisions[] => Array(amount).fill(both);

describe("agreementOf", () => {
  it("gives the kappa of Cohen's example of two clinicians", () => {
    // 20 and 15 agreed of 50, 5 and 10 not: observed 0.7, by chance 0.5.
    const decisions = [
      ...times(20, "pass", "pass"),
      ...times(5, "pass", "fail"),
      ...times(10, "fail", "pass"),
      ...times(15, "fail", "fail"),
    ];
    const { pairs, agreed, kappa } = agreementOf(decisions);
    expect([pairs, agreed]).toEqual([50, 35]);
    expect(kappa).toBeCloseTo(0.4, 10);
  });

  it("knows nothing where nothing was judged, or all of it the same", () => {
    expect(agreementOf([])).toEqual({ pairs: 0, agreed: 0 });
    expect(agreementOf(times(9, "pass", "pass"))).toEqual({ pairs: 9, agreed: 9 });
  });

  it("is at most 1, at which all agree, and the same whoever comes first", () => {
    const decision = fc.constantFrom(...ACCEPTABLE_DECISIONS);
    fc.assert(
      fc.property(fc.array(fc.tuple(decision, decision)), (decisions) => {
        const { pairs, agreed, kappa } = agreementOf(decisions);
        const turned = agreementOf(decisions.map(([first, second]) => [second, first]));
        expect(turned.agreed).toBe(agreed);
        expect(turned.kappa === undefined).toBe(kappa === undefined);
        if (kappa === undefined) return;
        expect(turned.kappa).toBeCloseTo(kappa, 10);
        expect(kappa).toBeLessThanOrEqual(1 + 1e-12);
        expect(kappa > 1 - 1e-12).toBe(agreed === pairs);
      }),
    );
  });
});

it("tabulate counts what each said of the same", () => {
  expect(tabulate([...times(2, "pass", "fail"), ...times(1, "warn", "warn")])).toEqual({
    pass: { pass: 0, warn: 0, fail: 2 },
    warn: { pass: 0, warn: 1, fail: 0 },
    fail: { pass: 0, warn: 0, fail: 0 },
  });
});
