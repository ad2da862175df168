import type { Costs } from "@review/views";
import { describe, expect, it } from "vitest";
import { executablePath, PATIENT, show, soon, useBrowser, writeReport } from "./browser.ts";
import { makePage } from "./make-page.ts";

/** What a runner that tells nothing leaves behind. */
const UNTOLD: Costs = {
  ...{ runs: 3, pairs: 24, invocations: 3, costUsd: 0, unpriced: 3, pricedPairs: 0 },
  ...{ inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, durationMs: 0 },
};

describe.skipIf(!executablePath)("the runs on the page", PATIENT, () => {
  const { open } = useBrowser();

  it("have what a batch took once, and say with which run", async () => {
    const watched = await open();
    const embedded = makePage({ notes: 6, gates: 3 });
    const { page: document } = embedded;
    const batch = { invocationId: "one", durationMs: 61_000, costUsd: 0.5 };
    document.runs = document.runs.map((run, at) => (at < 3 ? { ...run, telemetry: batch } : run));
    const url = writeReport(embedded);
    await show(watched, url, "#/runs");
    const { page, problems } = watched;
    const row = (id: number) => page.locator(".run-row", { has: page.locator(`a[href="#/run/${id}"]`) });
    await soon(() => row(1).first().innerText()).toContain("1 min 1 s for 3 runs");
    expect(await row(1).first().innerText()).toContain("$0.5000 for 3 runs");
    const second = page.locator(".run-row").nth(2);
    expect(await second.innerText()).toMatch(/with run 1\s+with run 1/);
    expect(await page.locator(".runs-list").innerText()).not.toMatch(/1 min 1 s(?! for)/);
    expect(await page.locator(".run-row").nth(5).innerText()).toContain("$0.0123");
    await show(watched, url, "#/run/2");
    expect(await page.locator("main").innerText()).toContain(
      "One call of the reviewer was for this run and 2 others: run 1, run 3.",
    );
    expect(problems).toEqual([]);
  });

  it("show what nobody told as that, not as nothing, and a failed run not as a failed gate", async () => {
    const watched = await open();
    const embedded = makePage({ notes: 6, gates: 3, models: ["a", "b"] });
    const { page: document } = embedded;
    const [first, second] = document.costs.byModel;
    if (!first || !second) throw new Error("no costs were made");
    const uncalled = { ...UNTOLD, invocations: 0, unpriced: 0 };
    document.costs.byModel = [
      { ...UNTOLD, name: first.name },
      { ...uncalled, name: second.name },
    ];
    document.costs.byGate = document.costs.byGate.map(({ name }) => ({ ...UNTOLD, name }));
    document.runs = document.runs.map((run) => ({ ...run, telemetry: { durationMs: 0 } }));
    const url = writeReport(embedded);
    await show(watched, url, "#/runs");
    const { page } = watched;
    const costs = page.getByRole("table", { name: "What each model cost" });
    const rowOf = async (at: number) =>
      (await costs.getByRole("row").nth(at).innerText()).split(/\s+/).join(" ");
    expect(await rowOf(1)).toBe("a 3 24 3 unknown – – –");
    expect(await rowOf(2)).toBe("b 3 24 0 – – – –");
    const list = await page.locator(".runs-list").innerText();
    expect(list).not.toMatch(/0 ms|\$0\.00/);
    expect(list).toContain("–");
    const sign = await page
      .locator(".status.failed")
      .first()
      .evaluate((element) => getComputedStyle(element, "::before").content);
    expect(sign).toBe("none");
    await show(watched, url, "#/gate/clarity/gate-00");
    expect(await page.locator(".figures").innerText()).toMatch(/cost\s+unknown/);
  });
});
