import { describe, expect, it } from "vitest";
import { executablePath, PATIENT, show, soon, useBrowser, writeReport } from "./browser.ts";
import { count } from "./live.ts";
import { makePage } from "./make-page.ts";

describe.skipIf(!executablePath)("a list of which only the rows that can be seen are there", PATIENT, () => {
  const { open } = useBrowser();

  it("says of each finding the how-manieth it is, and of how many", async () => {
    const watched = await open();
    const { page } = watched;
    await show(watched, writeReport(makePage({ notes: 120, gates: 12 })), "#/queue");
    const all = await count(watched);
    const places = () =>
      page
        .locator(".queue-list [role=listitem]:has(.item)")
        .evaluateAll((rows) =>
          rows.map(({ ariaPosInSet, ariaSetSize }) => [Number(ariaPosInSet), Number(ariaSetSize)]),
        );
    expect((await places()).slice(0, 3)).toEqual([1, 2, 3].map((at) => [at, all]));
    await page.locator(".queue-list").evaluate((box) => box.scrollTo(0, box.scrollHeight));
    await soon(async () => (await places()).at(-1)).toEqual([all, all]);
    expect((await places()).length).toBeLessThan(all);
    // A heading is no finding.
    expect(await page.locator("[role=listitem]:has(h2)[aria-posinset]").count()).toBe(0);
  });

  it.each([
    ["#/gate/clarity/gate-00", ".plain-list [role=listitem]", "aria-posinset", "aria-setsize"],
    ["#/compare", ".differing [role=listitem]", "aria-posinset", "aria-setsize"],
    ["#/runs", ".runs-list .rows-row", "aria-rowindex", undefined],
    ["#/", ".heat .rows-row", "aria-rowindex", undefined],
  ])("numbers the rows of %s", async (hash, selector, place, size) => {
    const watched = await open();
    await show(watched, writeReport(makePage({ notes: 60, gates: 8 })), hash);
    const rows = watched.page.locator(selector);
    await rows.first().waitFor();
    const told = await rows.evaluateAll(
      (all, names) => all.map((row) => names.map((name) => Number(row.getAttribute(name ?? "")))),
      [place, size],
    );
    const [[first = 0, of = 0] = []] = told;
    expect(told.map(([at]) => at)).toEqual(told.map((_, index) => first + index));
    if (size === undefined)
      expect(
        Number(await watched.page.getByRole("grid").first().getAttribute("aria-rowcount")),
      ).toBeGreaterThan(told.length);
    else expect([first, of]).toEqual([1, expect.toSatisfy((all) => all >= told.length)]);
  });
});
