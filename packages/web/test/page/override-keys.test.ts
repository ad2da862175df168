import { describe, expect, it } from "vitest";
import { executablePath, PATIENT, soon, useBrowser } from "./browser.ts";
import { type LivePage, startLive } from "./live.ts";

describe.skipIf(!executablePath)("the keys of an override", PATIENT, () => {
  const { open } = useBrowser();
  const start = () => startLive({ open });
  const press = async ({ page }: LivePage, ...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const dialogOf = ({ page }: LivePage) =>
    page.getByRole("dialog", { name: "Decide in the reviewer's place" });

  it.each(["please leave it", "fp", "word", "not meant", " pass"])(
    "choose nothing by the letters of a remark that is typed at once: %s",
    async (remark) => {
      const watched = await start();
      const { page, api } = watched;
      await page.keyboard.type(`o${remark}`);
      await press(watched, "Enter");
      const dialog = dialogOf(watched);
      await soon(() => dialog.getByRole("alert").innerText()).toContain("Nothing was chosen");
      // Nor does what is typed on after it.
      await page.keyboard.type("jwmeant");
      await press(watched, "Enter", "Enter");
      expect(await dialog.locator("input:checked").count()).toBe(0);
      expect(await page.getByLabel("Remark").inputValue()).toBe("");
      await press(watched, "Escape");
      await soon(() => dialog.count()).toBe(0);
      expect([api.actions, api.opened]).toEqual([[], []]);
    },
  );

  it("choose nothing either where they are typed ahead, and say what was not taken", async () => {
    const watched = await start();
    const { page, api } = watched;
    const release = api.hold();
    await page.keyboard.type("w");
    await page.keyboard.type("meant");
    await press(watched, "Enter");
    await page.keyboard.type("oplease leave it");
    await press(watched, "Enter");
    release();
    await soon(() => dialogOf(watched).getByRole("alert").innerText()).toMatch(
      /^Nothing was chosen.* What was typed meanwhile was not taken: lease leave it⏎$/,
    );
    expect(api.actions).toHaveLength(1);
  });

  it("propose nothing, and a letter can be chosen anew from elsewhere", async () => {
    const watched = await start();
    const { page, api } = watched;
    for (const remark of ["first", "second"]) {
      await press(watched, "o");
      await soon(() => page.getByLabel("Remark").inputValue()).toBe("");
      expect(await dialogOf(watched).locator("input:checked").count()).toBe(0);
      await press(watched, "f", "Enter");
      await page.keyboard.type(remark);
      await press(watched, "Shift+Tab", "p", "Enter", "Enter");
      await soon(() => dialogOf(watched).count()).toBe(0);
      await soon(() => page.locator(".under-way").count()).toBe(0);
    }
    expect(api.actions).toMatchObject([
      { kind: "override", decision: "pass", remark: "first" },
      { kind: "override", decision: "pass", remark: "second" },
    ]);
  });
});
