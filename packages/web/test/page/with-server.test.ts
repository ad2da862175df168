import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeScene, NOTE } from "../server/scene.ts";
import { ASSETS, executablePath, PATIENT, show, soon, useBrowser } from "./browser.ts";

const CHANGED = "---\ndescription: A note\ntraits: [has-sources]\n---\n# A\n\nPlain text. And more.\n";

describe.skipIf(!executablePath)("the page and its own server", PATIENT, () => {
  const { open } = useBrowser();
  const start = async () => {
    const scene = await makeScene();
    const watched = await open();
    await watched.page.route("**/page.js", (route) =>
      route.fulfill({ body: ASSETS.script, contentType: "text/javascript" }),
    );
    await watched.page.route("**/page.css", (route) =>
      route.fulfill({ body: ASSETS.style, contentType: "text/css" }),
    );
    await show(watched, scene.server.url, "");
    await show(watched, `http://127.0.0.1:${scene.port}/`, "#/queue");
    return { scene, ...watched };
  };

  it("show what was found in its place, let it stand by decision, and take that back", async () => {
    const { scene, page, problems } = await start();
    await soon(() => page.locator("mark.current").allInnerTexts()).toEqual(["Plain text."]);
    await page.keyboard.press("w");
    await page.keyboard.type("it is meant so");
    await page.keyboard.press("Enter");
    await soon(() => page.locator("h1").innerText()).toBe("0 findings");
    expect((await scene.page()).waived[0]?.findings[0]?.waived?.reason).toBe("it is meant so");
    await page.keyboard.press("u");
    await soon(() => page.locator("h1").innerText()).toBe("1 finding");
    expect(problems).toEqual([]);
  });

  it("show a note that is saved as stale at once, and accept what was found for its new text", async () => {
    const { scene, page, problems } = await start();
    scene.write(NOTE, CHANGED);
    await soon(() => page.locator(".item .tag.stale").allInnerTexts()).toEqual(["the note changed since"]);
    await page.getByText(/^What changed in the note since/).click();
    await soon(() => page.locator(".diff .added").allInnerTexts()).toEqual(["+Plain text. And more.\n"]);
    await page.keyboard.press("a");
    await soon(() => page.locator(".item .tag.stale").count()).toBe(0);
    await soon(
      async () =>
        (await scene.page()).pairs.find(({ verdicts }) =>
          verdicts.some(({ decision }) => decision === "warn"),
        )?.state,
    ).toBe("fresh");
    expect(problems).toEqual([]);
  });

  it("decide nothing where somebody else was faster, and then what there is now", async () => {
    const { scene, page } = await start();
    await page.keyboard.type("op");
    await page.getByLabel("Remark").fill("read it again: it is fine");
    const { status } = await scene.decide({
      kind: "override",
      pair: await scene.seen("prose/clarity"),
      decision: "fail",
      remark: "worse",
    });
    expect(status).toBe(200);
    await page.getByLabel("Remark").press("Enter");
    await soon(() => page.getByRole("dialog").getByRole("alert").innerText()).toContain(
      "Nothing was decided",
    );
    expect((await scene.page()).findings[0]).toMatchObject({ decision: "fail", overrideRemark: "worse" });
    await page.getByRole("button", { name: "override what there is now" }).click();
    await soon(() => page.locator("h1").innerText()).toBe("0 findings");
    expect((await scene.page()).findings).toEqual([]);
  });

  it("waive nothing of a note that was edited or deleted while the reason was typed", async () => {
    const { scene, page } = await start();
    const waived = async () => (await scene.page()).waived.length;
    const type = async (reason: string) => {
      await page.keyboard.press("w");
      await page.keyboard.type(reason);
    };
    await type("meant so");
    scene.write(NOTE, CHANGED);
    await soon(() => page.locator(".item .tag.stale").count()).toBe(1);
    await page.keyboard.press("Enter");
    const alert = page.getByRole("dialog").getByRole("alert");
    await soon(() => alert.innerText()).toContain(`Nothing was decided, it has changed meanwhile: ${NOTE}`);
    expect(await waived()).toBe(0);
    await page.getByRole("button", { name: "waive what there is now" }).click();
    await soon(() => page.locator("h1").innerText()).toBe("0 findings");
    expect(await waived()).toBe(1);
    await page.keyboard.press("u");
    await soon(() => page.locator("h1").innerText()).toBe("1 finding");

    await type("again");
    rmSync(join(scene.root, NOTE));
    await soon(() => page.locator("h1").innerText()).toBe("0 findings");
    await page.keyboard.press("Enter");
    await soon(() => alert.innerText()).toContain("It is no longer there.");
  });
});
