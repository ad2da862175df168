import { describe, expect, it } from "vitest";
import { executablePath, PATIENT, soon, useBrowser } from "./browser.ts";
import { count, current, settle, startLive } from "./live.ts";

describe.skipIf(!executablePath)("keys that are typed while a decision is on its way", PATIENT, () => {
  const { open } = useBrowser();
  const start = (hash?: string) => startLive({ open }, hash);
  const underWay = "On its way, and then: ";

  it("are done in their order once it is there, each where it was meant", async () => {
    const watched = await start();
    const { page, api } = watched;
    const [before, first] = [await count(watched), await current(watched)];
    const next = await page.locator(".item .message-text").nth(1).innerText();
    const release = api.hold();
    await page.keyboard.type("w");
    await page.keyboard.type("one area");
    await page.keyboard.press("Enter");
    await page.keyboard.type("wwe are u");
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Enter");
    await soon(() => page.getByRole("status").allInnerTexts()).toContainEqual(
      expect.stringContaining(`${underWay}wwe are u Backspace ⏎`),
    );
    expect(api.actions).toEqual([]);
    release();
    await soon(() => count(watched)).toBe(before - 2);
    expect(api.actions).toMatchObject([
      { kind: "waive", reason: "one area" },
      { kind: "waive", reason: "we are " },
    ]);
    const left = await page.locator(".item .message-text").allInnerTexts();
    expect(left).not.toContain(first);
    expect(left).not.toContain(next);
    expect([api.opened, await page.getByRole("dialog").count()]).toEqual([[], 0]);
  });

  it("take the reason that is proposed: it is the one of the decision that was on its way", async () => {
    const watched = await start();
    const { page, api } = watched;
    const before = await count(watched);
    const release = api.hold();
    await page.keyboard.type("w");
    await page.keyboard.type("meant");
    for (const keys of ["Enter", "w", "Enter", "w", "Enter"]) await page.keyboard.press(keys);
    release();
    await soon(() => count(watched)).toBe(before - 3);
    expect(api.actions).toMatchObject(Array(3).fill({ kind: "waive", reason: "meant" }));
  });

  it("are left out where something is missing that cannot be sent", async () => {
    const watched = await start();
    const { page, api } = watched;
    const release = api.hold();
    await page.keyboard.type("w");
    await page.keyboard.type("meant");
    await page.keyboard.press("Enter");
    await page.keyboard.press("o");
    await page.keyboard.press("Enter");
    await page.keyboard.type("wa");
    release();
    const dialog = page.getByRole("dialog", { name: "Decide in the reviewer's place" });
    await soon(() => dialog.getByRole("alert").innerText()).toContain("was not taken: ⏎wa");
    expect(api.actions).toHaveLength(1);
  });

  it("choose a decision, too, and stop at what is asked", async () => {
    const watched = await start();
    const { page, api } = watched;
    const release = api.hold();
    await page.keyboard.type("w");
    await page.keyboard.type("meant");
    await page.keyboard.press("Enter");
    await page.keyboard.type("of");
    await page.keyboard.press("Enter");
    await page.keyboard.type("as bad as it gets");
    release();
    await soon(() => page.getByLabel("Remark").inputValue()).toBe("as bad as it gets");
    expect(await page.getByRole("radio", { name: "fail" }).isChecked()).toBe(true);
    expect(api.actions).toHaveLength(1);
    await page.keyboard.type("!");
    expect(await page.getByLabel("Remark").inputValue()).toBe("as bad as it gets!");
  });

  it("are all left out where nothing was decided, and what is typed on decides nothing", async () => {
    const watched = await start();
    const { page, api } = watched;
    await page.locator(".item", { hasText: "the note changed since" }).first().click();
    const release = api.hold();
    api.refuseNext(409, "somebody was faster");
    await page.keyboard.press("a");
    await page.keyboard.type("wa reason");
    release();
    const notice = page.getByRole("alertdialog", { name: "Not taken" });
    await soon(() => notice.innerText()).toContain("What was typed meanwhile was not taken: wa reason");
    await page.keyboard.type(" and a few more");
    await page.keyboard.press("Enter");
    expect(await notice.count()).toBe(1);
    await page.keyboard.press("Escape");
    await soon(() => notice.count()).toBe(0);
    expect([api.actions, api.opened]).toEqual([[], []]);
  });

  it("are all left out where another finding is there than the one that came next", async () => {
    const watched = await start();
    const { page, api } = watched;
    const release = api.hold();
    await page.keyboard.type("w");
    await page.keyboard.type("meant");
    await page.keyboard.press("Enter");
    await page.keyboard.type("wnot this");
    // Somebody else decides about the next one meanwhile.
    await settle(watched, 1);
    release();
    const notice = page.getByRole("alertdialog", { name: "Not taken" });
    await soon(() => notice.innerText()).toContain("Another finding is here than the one that was next.");
    await page.keyboard.press("Escape");
    expect(api.actions).toHaveLength(1);
  });

  it("are left out of the dialog that stays open, whose text they do not change", async () => {
    const watched = await start();
    const { page, api } = watched;
    const release = api.hold();
    api.refuseNext(422, "the ledger is locked");
    await page.keyboard.type("w");
    await page.keyboard.type("meant");
    await page.keyboard.press("Enter");
    await page.keyboard.type("jw");
    release();
    await soon(() => page.getByRole("dialog").getByRole("alert").innerText()).toBe(
      "The ledger is locked. What was typed meanwhile was not taken: jw",
    );
    await page.keyboard.type("and more");
    expect(await page.getByLabel("Reason").inputValue()).toBe("meant");
    expect(api.actions).toEqual([]);
  });

  it("are not what is typed once a refusal is told: then they are taken at once", async () => {
    const { page, api } = await start();
    await page.keyboard.type("w");
    await page.keyboard.type("meant");
    // A key cannot come between what is drawn and this. It is there before the key: what is drawn earlier is not seen.
    await page.evaluate(() => {
      const isBusy = new Promise<boolean>((resolve) => {
        new MutationObserver((_, observer) => {
          if (!document.querySelector("dialog [role=alert]")) return;
          observer.disconnect();
          resolve(document.querySelector<HTMLButtonElement>("dialog button.main")?.disabled ?? true);
        }).observe(document.body, { childList: true, subtree: true });
      });
      Object.assign(globalThis, { isBusy });
    });
    api.refuseNext(422, "the ledger is locked");
    await page.keyboard.press("Enter");
    expect(await page.evaluate((): unknown => Reflect.get(globalThis, "isBusy"))).toBe(false);
    await page.keyboard.press("Escape");
    await soon(() => page.getByRole("dialog").count()).toBe(0);
  });
});
