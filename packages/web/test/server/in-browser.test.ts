import { listWaivers, openLedger } from "@review/db";
import { describe, expect, it } from "vitest";
import { ASSETS, executablePath, PATIENT, soon, useBrowser } from "../page/browser.ts";
import { makeScene, NOTE } from "./scene.ts";

describe.skipIf(!executablePath)("the page and its server, in a browser", PATIENT, () => {
  const { open } = useBrowser();

  it("decides by keyboard in the ledger, takes it back, and hears of what others do", async () => {
    const scene = await makeScene({ assets: ASSETS });
    const { page, problems } = await open();
    await page.goto(scene.server.url);
    await soon(() => page.url()).not.toContain(scene.token);
    await page.goto(`${new URL(page.url()).origin}/#/queue`);
    const heading = () => page.locator("h1").innerText();
    const newest = async () => {
      await using ledger = await openLedger(scene.url, { readOnly: true });
      const { newest: waivers } = await listWaivers(ledger, [key]);
      return waivers.get(key);
    };
    const key = (await scene.page()).findings[0]?.findings[0]?.key ?? "";
    await soon(heading).toMatch(/^1 finding/);

    await page.keyboard.press("w");
    await page.keyboard.type("it is meant so");
    await page.keyboard.press("Enter");
    await soon(newest).toMatchObject({ kind: "waived", reason: "it is meant so" });
    await soon(heading).not.toMatch(/^1 finding/);
    await page.keyboard.press("u");
    await soon(newest).toMatchObject({ kind: "unwaived" });
    await soon(heading).toMatch(/^1 finding/);

    await page.keyboard.press("e");
    await soon(() => scene.opened).toMatchObject([{ line: 8, column: 1 }]);

    // Somebody else saves the note: the page has it without being asked.
    scene.write(NOTE, "# A\n\nPlain text. More.\n");
    await page.keyboard.press("j");
    await soon(() => page.locator("body").innerText()).toMatch(/the note changed since/);
    await page.keyboard.press("a");
    await soon(async () => (await scene.page()).pairs.filter(({ state }) => state === "fresh").length).toBe(
      1,
    );

    // Two decisions about one pair are taken back, one after the other.
    const decision = async () => (await scene.page()).findings[0];
    await page.keyboard.press("o");
    await page.getByRole("radio", { name: "fail" }).check();
    await page.getByLabel("Remark").fill("worse than that");
    await page.keyboard.press("Enter");
    await soon(decision).toMatchObject({ decision: "fail", overrideRemark: "worse than that" });
    await page.keyboard.press("u");
    await soon(decision).toMatchObject({ decision: "warn" });
    await page.keyboard.press("u");
    await soon(decision).toMatchObject({ staleReason: "reopened" });
    expect(problems).toEqual([]);
  });

  it("is sent anew once for a decision, although it is asked for again by the news of it", async () => {
    const scene = await makeScene({ assets: ASSETS });
    const { page } = await open();
    const sent: number[] = [];
    page.on("response", (response) => {
      if (new URL(response.url()).pathname === "/api/page") sent.push(response.status());
    });
    await page.goto(scene.server.url);
    await soon(() => page.locator(".top .made").innerText()).toBe("live");
    await page.goto(`${new URL(page.url()).origin}/#/queue`);
    await soon(() => page.locator("h1").innerText()).toBe("1 finding");
    await soon(() => page.locator(".top .made").innerText()).toBe("live");
    sent.length = 0;
    await page.keyboard.press("w");
    await page.keyboard.type("meant");
    await page.keyboard.press("Enter");
    await soon(() => page.locator("h1").innerText()).toBe("0 findings");
    await soon(() => sent).toContain(204);
    expect(sent.filter((status) => status === 200)).toHaveLength(1);
  });
});
