import { describe, expect, it } from "vitest";
import { executablePath, hashOf, PATIENT, soon, useBrowser } from "./browser.ts";
import { count, current, settle, startLive } from "./live.ts";

describe.skipIf(!executablePath)("the finding that is looked at", PATIENT, () => {
  const { open } = useBrowser();
  const start = (hash?: string) => startLive({ open }, hash);

  it("stays the same while others come and go", async () => {
    const watched = await start();
    const { page, api } = watched;
    const [before, second] = [
      await count(watched),
      await page.locator(".item .message-text").nth(1).innerText(),
    ];
    await page.keyboard.press("j");
    const gone = await settle(watched, 0);
    api.send({ kind: "changed" });
    await soon(() => count(watched)).toBe(before - 1);
    expect(await current(watched)).toBe(second);
    if (gone) api.embedded.page.findings.unshift(gone);
    api.send({ kind: "changed" });
    await soon(() => count(watched)).toBe(before);
    expect(await current(watched)).toBe(second);
  });

  it("stays the same without being named in the address, too", async () => {
    const watched = await start();
    const first = await current(watched);
    const { findings } = watched.api.embedded.page;
    const copy = structuredClone(findings[0]);
    if (!copy) throw new Error("there is no finding");
    copy.notePath = "a-first.md";
    for (const finding of copy.findings) finding.key = "f".repeat(16);
    findings.unshift(copy);
    const before = await count(watched);
    watched.api.send({ kind: "changed" });
    await soon(() => count(watched)).toBe(before + 1);
    expect(await current(watched)).toBe(first);
  });

  it("is looked at again when a decision about its pair is taken back", async () => {
    const watched = await start();
    const { page, api } = watched;
    const [entry] = api.embedded.page.findings;
    const [first] = entry?.findings ?? [];
    if (!first) throw new Error("there is no finding");
    const [key, message] = ["f".repeat(16), "The second one of the pair."];
    entry?.findings.push({ ...first, key, message });
    const before = await count(watched);
    api.send({ kind: "changed" });
    await soon(() => count(watched)).toBe(before + 1);
    await page.locator(".item", { hasText: message }).first().click();
    await page.keyboard.press("r");
    await page.keyboard.type("look again");
    await page.keyboard.press("Enter");
    await soon(() => api.actions.length).toBe(1);
    await page.keyboard.press("u");
    await soon(() => api.actions.length).toBe(2);
    await soon(() => page.getByText("Taken back: ").count()).toBe(1);
    expect(await current(watched)).toContain(message);
    await page.keyboard.press("w");
    await page.keyboard.type("meant so");
    await page.keyboard.press("Enter");
    await soon(() => api.actions.at(-1)).toMatchObject({ kind: "waive", keys: [key] });
  });

  it.each(["a", "w", "o", "r", "e"])("is gone: %s decides nothing about the next one", async (key) => {
    const watched = await start();
    const { page, api } = watched;
    await page.locator(".item", { hasText: "the note changed since" }).first().click();
    const before = await count(watched);
    await page.locator(".in-place .gone").waitFor({ state: "attached" });
    const rows = await page
      .locator(".item")
      .evaluateAll((all) => all.findIndex((item) => item.getAttribute("aria-current") === "true"));
    await settle(watched, rows);
    api.send({ kind: "changed" });
    await soon(() => count(watched)).toBe(before - 1);
    expect(await page.locator(".in-place .gone").innerText()).toContain("has gone from here");
    await page.keyboard.press(key);
    const notice = page.getByRole("alertdialog", { name: "Not what you were looking at" });
    await notice.waitFor();
    // The rest of what was meant for the other one.
    await page.keyboard.type("a reason, written ahead");
    await page.keyboard.press("Enter");
    expect([api.actions, api.opened]).toEqual([[], []]);
    await page.keyboard.press("Escape");
    await soon(() => notice.count()).toBe(0);
    await page.keyboard.press("w");
    expect(await page.getByLabel("Reason").count()).toBe(1);
  });

  it("is another by the will of whoever moves", async () => {
    const watched = await start();
    const { page } = watched;
    const before = await count(watched);
    await settle(watched, 0);
    watched.api.send({ kind: "changed" });
    await soon(() => count(watched)).toBe(before - 1);
    await page.keyboard.press("j");
    await page.keyboard.press("w");
    await page.getByRole("dialog", { name: "Let a finding stand" }).waitFor();
  });

  it("is, after a decision is taken back, the one that it was about, and the only one that is marked", async () => {
    const watched = await start();
    const { page } = watched;
    const [before, first] = [await count(watched), await current(watched)];
    await page.keyboard.press("w");
    await page.keyboard.type("meant");
    await page.keyboard.press("Enter");
    await soon(() => count(watched)).toBe(before - 1);
    await page.keyboard.press("j");
    await page.keyboard.press("u");
    await soon(() => count(watched)).toBe(before);
    await soon(() => current(watched)).toBe(first);
    await soon(() =>
      page.locator(".item:focus").evaluateAll((all) => all.map((item) => item.ariaCurrent)),
    ).toEqual(["true"]);
    expect(await hashOf(page)).toContain("finding=");
  });

  it("is taken back also after the page was loaded again", async () => {
    const watched = await start();
    const { page, api } = watched;
    const before = await count(watched);
    await page.keyboard.press("w");
    await page.keyboard.type("meant");
    await page.keyboard.press("Enter");
    await soon(() => count(watched)).toBe(before - 1);
    await page.reload();
    await soon(() => count(watched)).toBe(before - 1);
    await page.keyboard.press("u");
    await soon(() => count(watched)).toBe(before);
    expect(api.actions.at(-1)).toMatchObject({ kind: "unwaive", reason: "undo" });
  });
});
