import type { ModelId } from "@review/db";
import { describe, expect, it } from "vitest";
import { executablePath, PATIENT, show, soon, useBrowser, writeReport } from "./browser.ts";
import { startFakeApi, TOKEN } from "./fake-api.ts";
import { makePage } from "./make-page.ts";

const NOTE = "area-0/note-0.md";
const MODELS = ["gpt-5", "sonnet-4"] as ModelId[];

/** A page whose first note was accepted against each gate under two models. */
function makeDivided() {
  const embedded = makePage({ notes: 6, gates: 6 });
  const note = embedded.notes[NOTE];
  if (!note) throw new Error("there is no note");
  note.history = note.history.flatMap((event) =>
    MODELS.map((modelId, at) => ({ ...event, id: event.id * 2 + at, modelId })),
  );
  for (const pair of embedded.page.pairs) {
    if (pair.note !== 0) continue;
    const verdicts = MODELS.map((_, model) => ({ model, decision: "pass" as const, isNow: true }));
    Object.assign(pair, { state: "fresh", verdicts });
  }
  return embedded;
}

describe.skipIf(!executablePath)("the pairs of a note under several models", PATIENT, () => {
  const { open } = useBrowser();

  it.each([400, 1400, 2560])(
    "have a row each, with their own buttons beside each other, at %i pixels",
    async (width) => {
      const api = await startFakeApi(makeDivided());
      const watched = await open({ viewport: { width, height: 900 } });
      const { page, problems } = watched;
      await show(watched, api.url, `#token=${TOKEN}`);
      await show(watched, api.url, `#/note/${NOTE}`);
      const folded = page.locator("details.pairs:not([open]) summary");
      if ((await folded.count()) > 0) await folded.click();
      const rows = page.locator("details.pairs tbody tr");
      await soon(() => rows.locator(".acts").count()).toBe(12);
      expect(await rows.count()).toBe(12);
      for (const [at, row] of (await rows.all()).entries()) {
        expect(await row.locator(".verdict").innerText()).toContain(at % 2 === 0 ? "gpt-5" : "sonnet-4");
        const boxes = await Promise.all(
          (await row.getByRole("button").all()).map((each) => each.boundingBox()),
        );
        const [override, reopen] = boxes;
        if (!override || !reopen) throw new Error("there are no buttons");
        expect(reopen.y).toBe(override.y);
        expect(reopen.x - override.x - override.width).toBeGreaterThan(3);
      }
      await rows.nth(3).getByRole("button", { name: "reopen" }).click();
      await page.getByLabel("Remark").fill("again");
      await page.keyboard.press("Enter");
      await soon(() => api.actions).toMatchObject([
        { pair: { modelId: "sonnet-4", gateId: "truth/gate-01" } },
      ]);
      expect(problems).toEqual([]);
    },
  );

  it("lead to the queue only where something of the note is there", async () => {
    const embedded = makePage({ notes: 6, gates: 6 });
    const found = new Set(embedded.page.findings.map(({ notePath }) => notePath));
    const without = embedded.page.notes.find(({ notePath }) => !found.has(notePath))?.notePath;
    const watched = await open();
    const url = writeReport(embedded);
    const link = watched.page.getByRole("link", { name: "its findings in the queue" });
    await show(watched, url, `#/note/${NOTE}`);
    expect(await link.count()).toBe(1);
    await show(watched, url, `#/note/${without}`);
    expect(await link.count()).toBe(0);
  });
});
