import { describe, expect, it } from "vitest";
import { TOKEN_HASH } from "../../src/api/page-source.ts";
import { executablePath, PATIENT, soon, useBrowser } from "./browser.ts";
import { startFakeApi, TOKEN } from "./fake-api.ts";
import { count, type LivePage, startLive } from "./live.ts";
import { makePage } from "./make-page.ts";

describe.skipIf(!executablePath)("a page that is loaded again", PATIENT, () => {
  const { open } = useBrowser();
  const start = () => startLive({ open });
  /** Asks the browser for it, as the key for it does. */
  const loadAgain = ({ page }: LivePage) => page.evaluate(() => setTimeout(() => location.reload()));
  const waive = async ({ page }: LivePage, reason: string) => {
    await page.keyboard.press("w");
    await page.keyboard.type(reason);
    await page.keyboard.press("Enter");
  };

  it("asks before what waits is lost, and only then", async () => {
    const watched = await start();
    const { page, api, problems } = watched;
    const before = await count(watched);
    const release = api.hold();
    await waive(watched, "first");
    await waive(watched, "second");
    const asked = page.waitForEvent("dialog");
    await loadAgain(watched);
    expect((await asked).type()).toBe("beforeunload");
    // Whoever stays has lost nothing.
    release();
    await soon(() => count(watched)).toBe(before - 2);
    expect(api.actions).toMatchObject([{ reason: "first" }, { reason: "second" }]);
    await soon(() => page.getByText("On its way").count()).toBe(0);
    problems.length = 0;
    await page.reload();
    await soon(() => count(watched)).toBe(before - 2);
    expect(problems).toEqual([]);
  });

  it("takes back what was recorded last, though its answer was for the page before", async () => {
    const watched = await start();
    const { page, api } = watched;
    const before = await count(watched);
    await waive(watched, "first");
    await soon(() => count(watched)).toBe(before - 1);
    const release = api.hold();
    await waive(watched, "second");
    await soon(() => page.getByText("On its way").count()).toBe(1);
    page.removeAllListeners("dialog");
    page.once("dialog", (dialog) => dialog.accept());
    const again = page.waitForEvent("load");
    await loadAgain(watched);
    await again;
    await page.locator(".item").first().waitFor();
    // Asked for before the decision is there, and done after it.
    await page.keyboard.press("u");
    release();
    await soon(() => api.actions.length).toBe(3);
    const [first, second, undo] = api.actions as { keys: string[] }[];
    expect(undo).toMatchObject({ kind: "unwaive", keys: second?.keys });
    await soon(() => count(watched)).toBe(before - 1);
    await page.keyboard.press("u");
    await soon(() => api.actions.at(-1)).toMatchObject({ kind: "unwaive", keys: first?.keys });
    await soon(() => count(watched)).toBe(before);
    await page.keyboard.press("u");
    await soon(() => page.getByRole("status").allInnerTexts()).toContainEqual(
      expect.stringContaining("There is nothing to take back."),
    );
  });

  it.each([
    ["is about another start", "0ld"],
    ["had no token", undefined],
  ])("takes up the token of an address that is pasted into a tab that %s", async (_, token) => {
    const api = await startFakeApi(makePage({ notes: 3, gates: 2 }));
    const { page } = await open();
    await page.goto(token === undefined ? api.url : `${api.url}${TOKEN_HASH}${token}`);
    await page.getByText("The page could not be shown").waitFor();
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `${TOKEN_HASH}${TOKEN}`);
    await page.getByText("live", { exact: true }).waitFor();
    expect(page.url()).toBe(`${api.url}#/`);
  });

  it("takes a token that comes later for no view", async () => {
    const { page, api } = await start();
    await page.evaluate(() => {
      document.body.dataset.before = "yes";
    });
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `${TOKEN_HASH}${TOKEN}`);
    await page.locator("body:not([data-before])").waitFor();
    await page.getByText("live", { exact: true }).waitFor();
    expect(await page.getByText("Not found").count()).toBe(0);
    expect(page.url()).toBe(`${api.url}#/`);
  });

  it("leaves to another tab what that has decided", async () => {
    const watched = await start();
    const before = await count(watched);
    await waive(watched, "here");
    await soon(() => count(watched)).toBe(before - 1);
    const other = await watched.page.context().newPage();
    await other.goto(`${watched.api.url}#token=t0ken`);
    await other.locator("main h1").first().waitFor();
    await other.keyboard.press("u");
    await soon(() => other.getByRole("status").allInnerTexts()).toContainEqual(
      expect.stringContaining("There is nothing to take back."),
    );
    expect(watched.api.actions).toHaveLength(1);
  });
});
