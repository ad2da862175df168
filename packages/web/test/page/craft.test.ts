import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import {
  ASSETS,
  executablePath,
  PATIENT,
  show,
  soon,
  useBrowser,
  type WatchedPage,
  writeReport,
} from "./browser.ts";
import { startFakeApi, TOKEN } from "./fake-api.ts";
import { makePage } from "./make-page.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const VIEWS = [
  "#/",
  "#/queue",
  "#/queue?show=waived",
  "#/note/area-0/note-0.md",
  "#/note/area-0/note-0.md?view=source",
  "#/gate/clarity/gate-00",
  "#/runs",
  "#/run/4",
  "#/compare",
];

/** What axe finds wrong in all that is shown. */
async function violations({ page }: WatchedPage): Promise<string[]> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const { violations: found } = await axe.run();
    return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

it("what a browser loads is at most 150 kB, compressed", () => {
  const bytes = gzipSync(ASSETS.script, { level: 9 }).length + gzipSync(ASSETS.style, { level: 9 }).length;
  expect(bytes).toBeLessThan(150_000);
});

it("carries the licences of all that is bundled", () => {
  expect(ASSETS.script).toMatch(
    /^\/\*!\nThe code of these packages is part of this program[\s\S]*\npreact \d/,
  );
});

describe.skipIf(!executablePath)("the craft of the page", PATIENT, () => {
  const { open } = useBrowser();
  const embedded = makePage({ notes: 40, gates: 16 });

  it.each([
    ["light", 1280],
    ["dark", 1280],
    ["light", 320],
  ] as const)(
    "has no violation of accessibility in any view, %s, %i pixels wide",
    async (colorScheme, width) => {
      const watched = await open({ colorScheme, viewport: { width, height: 800 } });
      const url = writeReport(embedded);
      for (const hash of VIEWS) {
        await show(watched, url, hash);
        await watched.page.reload();
        expect({ hash, violations: await violations(watched) }).toEqual({ hash, violations: [] });
      }
    },
  );

  it("has none in its dialogs, and none where it is live", async () => {
    const api = await startFakeApi(embedded);
    const watched = await open();
    const { page } = watched;
    await show(watched, api.url, `#token=${TOKEN}`);
    for (const hash of ["#/queue", "#/note/area-0/note-0.md"]) {
      await show(watched, api.url, hash);
      expect(await violations(watched)).toEqual([]);
    }
    await page.keyboard.press("j");
    for (const key of ["w", "o", "?"]) {
      await page.keyboard.press(key);
      await page.getByRole("dialog").waitFor();
      expect(await violations(watched)).toEqual([]);
      await page.keyboard.press("Escape");
    }
  });

  it.each([320, 1024, 3840])(
    "fits a window of %i pixels: only what is wide scrolls by itself",
    async (width) => {
      const watched = await open({ viewport: { width, height: 900 } });
      const url = writeReport(embedded);
      for (const hash of VIEWS) {
        await show(watched, url, hash);
        const wide = await watched.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect({ hash, wide }).toEqual({ hash, wide: 0 });
      }
    },
  );

  it("can be walked by the tabulator, and shows where it is", async () => {
    const watched = await open();
    const url = writeReport(embedded);
    for (const hash of VIEWS) {
      await show(watched, url, hash);
      await watched.page.reload();
      await watched.page.locator("main h1").waitFor();
      const stops = new Set<string>();
      for (let step = 0; step < 60; step += 1) {
        await watched.page.keyboard.press("Tab");
        const stop = await watched.page.evaluate(() => {
          const at = document.activeElement;
          if (!at || at === document.body) return undefined;
          return { html: at.outerHTML.slice(0, 200), outline: getComputedStyle(at).outlineStyle };
        });
        if (!stop) break;
        expect(stop).toMatchObject({ outline: "solid" });
        stops.add(stop.html);
      }
      expect(stops.size).toBeGreaterThan(6);
    }
  });

  it("prints lists in whole, in light colours, without what is only for the screen", async () => {
    const watched = await open({ colorScheme: "dark" });
    const { page } = watched;
    await show(watched, writeReport(makePage({ notes: 120, gates: 8 })));
    expect(await page.locator(".heat-row.note").count()).toBeLessThan(100);
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    expect(await page.locator(".heat-row.note").count()).toBe(120);
    expect(await page.locator("nav").isVisible()).toBe(false);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(
      "rgb(255, 255, 255)",
    );
    const pdf = await page.pdf();
    expect(pdf.byteLength).toBeGreaterThan(10_000);
    await page.emulateMedia({ media: "screen" });
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await soon(() => page.locator(".heat-row.note").count()).toBeLessThan(100);
  });

  it("prints each finding with its quotes, its heading beside it, and what is folded", async () => {
    const { page, problems } = await open();
    const url = writeReport(makePage({ notes: 12, gates: 8 }));
    await show({ page, problems }, url, "#/queue");
    const print = async () => {
      await page.emulateMedia({ media: "print" });
      await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    };
    await print();
    const items = await page.locator(".item").count();
    expect(items).toBeGreaterThan(3);
    expect(await page.locator(".item .quote").count()).toBe(items);
    expect(await page.locator(".in-place").isVisible()).toBe(false);
    const breaks = await page
      .locator(".rows-row:has(> .group)")
      .evaluateAll((rows) => rows.map((row) => getComputedStyle(row).breakAfter));
    expect(new Set(breaks)).toEqual(new Set(["avoid"]));
    await page.emulateMedia({ media: "screen" });
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await soon(() => page.locator(".item .quote").count()).toBe(0);
    await show({ page, problems }, url, "#/note/area-0/note-0.md");
    const folded = () => page.locator("main details:not([open])").count();
    const before = await folded();
    expect(before).toBeGreaterThan(0);
    await print();
    expect(await folded()).toBe(0);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    expect(await folded()).toBe(before);
  });

  it("draws only the rows that can be seen of 50,000 pairs", async () => {
    const watched = await open();
    const { page, problems } = watched;
    await show(watched, writeReport({ ...makePage({ notes: 2000, gates: 25 }), notes: {} }));
    expect(await page.locator("h1").innerText()).toBe("2,000 notes against 25 gates");
    expect(await page.locator(".heat-row").count()).toBeLessThan(80);
    await page.locator(".heat").evaluate((box) => box.scrollTo(0, box.scrollHeight));
    await page.getByRole("link", { name: "note-1999.md" }).waitFor();
    expect(await page.locator(".heat-row").count()).toBeLessThan(80);
    await page.goto(`${page.url().split("#")[0]}#/queue`);
    await page.locator(".item").first().waitFor();
    expect(await page.locator(".item").count()).toBeLessThan(60);
    expect(problems).toEqual([]);
  });
});
