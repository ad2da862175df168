import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { Box } from "../../src/page/triage/place-dialog.ts";
import { placeDialog } from "../../src/page/triage/place-dialog.ts";
import { executablePath, PATIENT, show, soon, useBrowser, writeReport } from "./browser.ts";
import { count, startLive } from "./live.ts";
import { makePage } from "./make-page.ts";

const boxOf = async (page: Page, selector: string): Promise<Box> => {
  const box = await page.locator(selector).first().boundingBox();
  if (!box) throw new Error(`${selector} is not shown`);
  return { left: box.x, top: box.y, width: box.width, height: box.height };
};
const overlap = (a: Box, b: Box): boolean =>
  a.left < b.left + b.width &&
  b.left < a.left + a.width &&
  a.top < b.top + b.height &&
  b.top < a.top + a.height;

describe("the place of a dialog", () => {
  const room = { width: 1400, height: 900 };
  const size = { width: 500, height: 300 };
  it.each([
    ["the middle, where nothing is shown", [], { left: 450, top: 300 }],
    [
      "the middle, where that covers nothing",
      [{ left: 0, top: 0, width: 400, height: 900 }],
      { left: 450, top: 300 },
    ],
    ["beside it", [{ left: 600, top: 0, width: 800, height: 900 }], { left: 16, top: 300 }],
    ["below it", [{ left: 0, top: 0, width: 1400, height: 500 }], { left: 450, top: 584 }],
  ])("is %s", (_, shown, place) => {
    expect(placeDialog(size, room, shown)).toEqual(place);
  });

  it("is within the window, where nothing but to cover is left", () => {
    const all = { left: 0, top: 0, ...room };
    expect(placeDialog(size, room, [all])).toEqual({ left: 450, top: 300 });
    expect(placeDialog({ width: 500, height: 2000 }, room, [all])).toMatchObject({ top: 0 });
  });
});

describe.skipIf(!executablePath)("what is asked before a decision", PATIENT, () => {
  const { open } = useBrowser();
  const start = (hash?: string, viewport = { width: 1400, height: 900 }) =>
    startLive({ open: () => open({ viewport }) }, hash);

  it.each(["#/queue", "#/note/area-0/note-0.md"])("covers neither words nor buttons in %s", async (hash) => {
    const { page } = await start(hash);
    await page.keyboard.press("j");
    await page.locator("mark.current").first().waitFor();
    for (const key of ["w", "o"]) {
      await page.keyboard.press(key);
      const dialog = await boxOf(page, "dialog");
      for (const shown of ["mark.current", ".acts button"])
        expect(overlap(dialog, await boxOf(page, shown)), `${key} over ${shown}`).toBe(false);
      await page.keyboard.press("Escape");
      await soon(() => page.getByRole("dialog").count()).toBe(0);
    }
  });

  it("tells findings with the same words apart by line and quote, also afterwards", async () => {
    const { page, api } = await start();
    for (const { findings } of api.embedded.page.findings)
      for (const finding of findings) finding.message = "MD004";
    api.send({ kind: "changed" });
    await soon(() => page.locator(".item .message-text").first().innerText()).toContain("MD004");
    const quote = (await page.locator(".in-place .quote").first().innerText()).replace(/^line \d+ /, "");
    await page.keyboard.press("w");
    const told = await page.locator("dialog .place").innerText();
    expect(told).toMatch(/^area-0\/note-0\.md · clarity\/gate-00 · line 8: “/);
    expect(told).toContain(quote);
    await page.keyboard.type("meant");
    await page.keyboard.press("Enter");
    await soon(() => page.locator(".announced [role=status]").innerText()).toContain(
      `Waived “MD004” in area-0/note-0.md (line 8: “${quote.slice(0, 30)}`,
    );
  });

  it("says that something is missing, until it is typed", async () => {
    const { page, api } = await start();
    const alert = page.getByRole("dialog").getByRole("alert");
    await page.keyboard.press("w");
    for (const blank of ["", "  "]) {
      await page.keyboard.type(blank);
      await page.keyboard.press("Enter");
      await soon(() => alert.innerText()).toBe("A reason is needed: nothing was decided.");
    }
    await page.keyboard.type("x");
    await soon(() => alert.count()).toBe(0);
    await page.keyboard.press("Escape");
    await page.keyboard.press("o");
    await page.keyboard.press("Enter");
    await soon(() => alert.innerText()).toBe("Choose pass, warn or fail first: nothing was decided.");
    await page.keyboard.type("p");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await soon(() => alert.innerText()).toBe("A remark is needed: nothing was decided.");
    expect(api.actions).toEqual([]);
  });

  it("says what is next once it was refused, and has what was typed when it is asked again", async () => {
    const watched = await start();
    const { page, api } = watched;
    const dialog = page.getByRole("dialog");
    api.refuseNext(422, "the last day has passed");
    await page.keyboard.press("w");
    await page.keyboard.type("a long thought");
    await page.keyboard.press("Enter");
    await soon(() => dialog.innerText()).toContain("Tab leads to what was typed");
    expect(await dialog.getByRole("button", { name: "waive" }).innerText()).toBe("waive");
    await page.keyboard.press("Escape");
    await soon(() => dialog.count()).toBe(0);
    await page.keyboard.press("j");
    await page.keyboard.press("w");
    expect(await page.getByLabel("Reason").inputValue(), "of another finding").toBe("");
    await page.keyboard.press("Escape");
    await page.keyboard.press("k");
    await page.keyboard.press("w");
    expect(await page.getByLabel("Reason").inputValue()).toBe("a long thought");
    api.refuseNext(409, "it is waived already", () => api.embedded.page.findings.splice(0, 1));
    await page.keyboard.press("Enter");
    await soon(() => dialog.innerText()).toContain("Escape closes this");
    expect(await dialog.getByRole("button").allInnerTexts()).toEqual([expect.stringMatching(/^close/)]);
    expect(api.actions).toEqual([]);
  });

  it("is named when it is taken back, also where it has gone by then", async () => {
    const watched = await start();
    const { page, api } = watched;
    const before = await count(watched);
    await page.keyboard.press("w");
    await page.keyboard.type("meant");
    await page.keyboard.press("Enter");
    await soon(() => count(watched)).toBe(before - 1);
    await soon(() => page.locator(".under-way").count()).toBe(0);
    api.embedded.page.waived = [];
    api.send({ kind: "changed" });
    await page.goto(`${api.url}#/queue?show=waived`);
    await soon(() => page.getByText("Nothing is waived.").count()).toBe(1);
    await page.keyboard.press("u");
    await soon(() => page.locator(".announced [role=status]").innerText()).toMatch(
      /^Taken back: Waived “The paragraph .*” in area-0\/note-0\.md \(line 8: “.*”\): meant\./,
    );
  });

  it.each([
    { width: 1400, height: 900 },
    { width: 400, height: 800 },
  ])("is no help, which begins at its top: %o", async (viewport) => {
    const watched = await open({ viewport });
    await show(watched, writeReport(makePage({ notes: 3, gates: 3 })));
    const { page } = watched;
    await page.keyboard.press("?");
    const dialog = page.getByRole("dialog", { name: "Keys" });
    await dialog.waitFor();
    expect(await dialog.evaluate((box) => box.scrollHeight > box.clientHeight)).toBe(true);
    expect(await dialog.evaluate((box) => box.scrollTop)).toBe(0);
    expect(await page.locator("#help-title").boundingBox()).toMatchObject({ y: expect.any(Number) });
  });
});
