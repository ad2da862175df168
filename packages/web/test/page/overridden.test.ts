import { describe, expect, it } from "vitest";
import { makeScene, NOTE } from "../server/scene.ts";
import { ASSETS, executablePath, PATIENT, soon, useBrowser } from "./browser.ts";
import { count, startLive } from "./live.ts";

describe.skipIf(!executablePath)("what a person decided in the reviewer's place", PATIENT, () => {
  const { open } = useBrowser();

  it("is told with what was found, not as one more finding, and leaves others as they were", async () => {
    const watched = await startLive({ open });
    const { page } = watched;
    const before = await count(watched);
    const news = async () => (await page.locator(".group .tag").allInnerTexts()).join();
    const tags = await news();
    await page.keyboard.press("o");
    await soon(() => page.locator("dialog .effect").innerText()).toBe(
      "1 finding in the queue: pass settles it; with warn or fail it stays, and your decision and remark stand with it.",
    );
    await page.keyboard.type("w");
    await page.keyboard.press("Enter");
    await page.keyboard.type("not that bad");
    await page.keyboard.press("Enter");
    await soon(() => page.locator(".in-place").innerText()).toContain(
      "Decided by a person in the reviewer's place, warn: not that bad",
    );
    expect(await page.locator('.item[aria-current="true"]').innerText()).toContain("a person decided warn");
    const sign = page.locator('.item[aria-current="true"] .overruled .decision');
    expect(await sign.evaluate((each) => getComputedStyle(each).filter)).toBe("grayscale(1)");
    expect(await page.locator("mark.current").first().getAttribute("class")).toMatch(/^warn /);
    expect([await count(watched), await news()]).toEqual([before, tags]);
  });

  it("is what is to be mended where nothing was found, and no finding of before", async () => {
    const scene = await makeScene({ assets: ASSETS });
    const pair = await scene.seen("prose/brevity");
    await scene.decide({ kind: "override", pair, decision: "fail", remark: "far too long" });
    const { page, problems } = await open();
    await page.goto(scene.server.url);
    await soon(() => page.url()).not.toContain(scene.token);
    const { origin } = new URL(page.url());
    await page.goto(`${origin}/#/queue`);
    await soon(() => page.locator(".item").count()).toBe(2);
    const row = page.locator(".item", { hasText: "far too long" });
    expect(await row.innerText()).toContain("decided by a person");
    // All that was found is new: it is not called so for the remark beside it.
    expect(await page.locator(".group .tag").count()).toBe(0);
    await row.click();
    await page.keyboard.press("w");
    await soon(() => page.locator(".announced [role=status]").innerText()).toContain(
      "what a person decided about the pair",
    );
    await page.goto(`${origin}/#/note/${NOTE}`);
    const card = page.locator(".card", { hasText: "far too long" });
    await card.waitFor();
    expect(await card.innerText()).not.toContain("show in the text");
    await card.getByRole("button").click();
    await soon(() => page.locator(".card.current").innerText()).toContain("far too long");
    expect(problems).toEqual([]);
  });
});
