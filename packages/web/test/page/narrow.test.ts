import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { executablePath, PATIENT, show, soon, useBrowser, writeReport } from "./browser.ts";
import { startLive } from "./live.ts";
import { makePage } from "./make-page.ts";

/** The words within some elements of which not all letters are on one line. */
const brokenWords = (page: Page, selector: string): Promise<string[]> =>
  page.evaluate((wanted) => {
    const broken: string[] = [];
    for (const box of document.querySelectorAll(wanted)) {
      const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        for (const { 0: word, index } of (texts.currentNode.nodeValue ?? "").matchAll(/[^\s-]+/g)) {
          const range = document.createRange();
          range.setStart(texts.currentNode, index);
          range.setEnd(texts.currentNode, index + word.length);
          if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) broken.push(word);
        }
      }
    }
    return broken;
  }, selector);

/** Where an element is in the window. */
const boxOf = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { top, bottom, left, right } = element.getBoundingClientRect();
      return { top, bottom, left, right };
    });

/** Lenses of one gate and of several, with short and long names. */
const nameGate = (at: number) =>
  `${["a", "structure", "everything-that-holds", "structure"][at % 4]}/gate-${at}`;

describe.skipIf(!executablePath)("a narrow window", PATIENT, () => {
  const { open } = useBrowser();

  it.each([320, 400, 800, 1280])("of %i pixels cuts the name of no lens", async (width) => {
    const watched = await open({ viewport: { width, height: 800 } });
    await show(watched, writeReport(makePage({ notes: 6, gates: 8, words: { gate: nameGate } })));
    const cut = await watched.page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>(".lens, .lens button")]
        .filter((box) => box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight)
        .map(({ textContent }) => textContent),
    );
    expect(cut).toEqual([]);
  });

  it.each([320, 400, 800])("of %i pixels names every note in whole", async (width) => {
    const watched = await open({ viewport: { width, height: 800 } });
    const note = (at: number) =>
      `a-folder-with-a-name/what-the-note-number-${at}-is-about-in-so-many-words.md`;
    const url = writeReport(makePage({ notes: 6, gates: 40, words: { note } }));
    await show(watched, url);
    const cut = await watched.page.evaluate(() =>
      [...document.querySelectorAll(".heat-row:is(.note, .folder) .note-name")]
        .filter((name) => {
          const { right = Number.NaN } = name.querySelector("a, button")?.getBoundingClientRect() ?? {};
          return name.scrollWidth > name.clientWidth || !(right <= innerWidth);
        })
        .map(({ textContent }) => textContent),
    );
    expect(cut).toEqual([]);
    const names = await watched.page.locator(".heat-row.note .note-name").allInnerTexts();
    expect(names).toHaveLength(6);
    // They stay in sight while the squares are moved, and cover none of them.
    await watched.page.locator(".heat").evaluate((box) => box.scrollTo({ left: 300 }));
    const name = await boxOf(watched.page, ".heat-row.note .note-name a");
    expect(name.left).toBeGreaterThanOrEqual(0);
    expect(watched.problems).toEqual([]);
  });

  it.each([320, 400, 800])("of %i pixels breaks no word in the table of pairs", async (width) => {
    const watched = await startLive(
      { open: () => open({ viewport: { width, height: 800 } }) },
      "#/note/area-0/note-0.md",
    );
    await watched.page.locator("details.pairs summary").click();
    await soon(() => watched.page.locator("details.pairs .acts button").count()).toBeGreaterThan(0);
    expect(await brokenWords(watched.page, "details.pairs :is(td, th)")).toEqual([]);
  });

  it("of 400 pixels has its filters in one line, and brings up what j leads to", async () => {
    const watched = await startLive({ open: () => open({ viewport: { width: 400, height: 800 } }) });
    const { page, problems } = watched;
    const bar = await boxOf(page, ".filters");
    expect(bar.bottom - bar.top).toBeLessThan(50);
    await page.keyboard.press("j");
    const isInSight = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => {
          const { top, bottom } = element.getBoundingClientRect();
          return top >= 0 && bottom <= innerHeight;
        });
    for (const shown of [".in-place .quote", ".acts button", "mark.current"])
      await soon(() => isInSight(shown)).toBe(true);
    await page.locator("details.choices summary").click();
    await page.getByRole("combobox", { name: "severity" }).selectOption("fail");
    await soon(() => page.locator("details.choices summary").innerText()).toBe("filters: fail");
    expect(problems).toEqual([]);
  });

  it("tells what was done beside the finding that is looked at", async () => {
    const watched = await startLive({ open: () => open({ viewport: { width: 400, height: 800 } }) });
    const { page } = watched;
    await page.keyboard.press("w");
    await page.keyboard.type("meant");
    await page.keyboard.press("Enter");
    const standing = () =>
      page.evaluate(() => {
        const toast = document.querySelector(".announced [role=status] p:not(.under-way)");
        const looked = document.querySelector(".in-place header")?.getBoundingClientRect();
        if (!toast || !looked || looked.top > innerHeight) return "nothing to see";
        const { top, bottom } = toast.getBoundingClientRect();
        return bottom <= looked.top || top >= looked.bottom ? "beside it" : "on it";
      });
    await soon(standing).toBe("beside it");
  });
});
