import type { ModelId } from "@review/db";
import { describe, expect, it } from "vitest";
import { executablePath, PATIENT, show, useBrowser, writeReport } from "./browser.ts";
import { makePage } from "./make-page.ts";

describe.skipIf(!executablePath)("the comparison on the page", PATIENT, () => {
  const { open } = useBrowser();
  const small = () => makePage({ notes: 6, gates: 3 });

  it("does not call it agreement where nothing was judged by both", async () => {
    const embedded = small();
    const [made] = embedded.comparisons;
    if (!made) throw new Error("there is no comparison");
    Object.assign(made.comparison, { pairs: 0, agreed: 0, gates: [], differing: [] });
    const watched = await open();
    await show(watched, writeReport(embedded), "#/compare");
    const text = await watched.page.locator("main").innerText();
    expect(text).toContain("There is nothing that both judged");
    expect(text).not.toContain("They agree");
  });

  it.each([
    [[], "No model has judged anything"],
    [["gpt-5"], "Only one model, gpt-5, has judged anything"],
  ])("says of %j who has judged", async (modelIds, words) => {
    const embedded = small();
    embedded.page.modelIds = modelIds as ModelId[];
    embedded.comparisons = [];
    for (const pair of embedded.page.pairs) pair.verdicts = [];
    const watched = await open();
    await show(watched, writeReport(embedded), "#/compare");
    expect(await watched.page.locator("main").innerText()).toContain(words);
  });
});
