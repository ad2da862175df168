import { describe, expect, it } from "vitest";
import { executablePath, PATIENT, soon, useBrowser } from "./browser.ts";
import { startFakeApi, TOKEN } from "./fake-api.ts";
import { count, current, startLive } from "./live.ts";
import { makePage } from "./make-page.ts";

describe.skipIf(!executablePath)("the live page in a browser", PATIENT, () => {
  const { open } = useBrowser();
  const start = (hash?: string, options = {}) => startLive({ open }, hash, options);

  it("keeps the token for this tab, and takes it out of the address", async () => {
    const watched = await start();
    expect(watched.page.url()).toBe(`${watched.api.url}#/queue`);
    expect(await watched.page.evaluate(() => sessionStorage.getItem("review-token"))).toBe(TOKEN);
    await watched.page.reload();
    await soon(() => watched.page.locator("h1").innerText()).toMatch(/findings$/);
    expect(watched.problems).toEqual([]);
  });

  it("says what is wrong without the token", async () => {
    const api = await startFakeApi(makePage({ notes: 3, gates: 3 }));
    const { page } = await open();
    await page.goto(api.url);
    await soon(() => page.getByRole("alert").innerText()).toBe(
      "The page could not be shown: the token is missing",
    );
  });

  it("waives with a reason, goes to the next, and proposes the reason again: two keys for a decision", async () => {
    const watched = await start();
    const { page, api, problems } = watched;
    const before = await count(watched);
    const first = await current(watched);
    await page.keyboard.press("w");
    await page.keyboard.type("it is meant so");
    await page.keyboard.press("Enter");
    await soon(() => count(watched)).toBe(before - 1);
    expect(await current(watched)).not.toBe(first);
    await soon(() => page.evaluate(() => document.activeElement?.getAttribute("aria-current"))).toBe("true");
    await page.keyboard.press("w");
    await page.keyboard.press("Enter");
    await soon(() => count(watched)).toBe(before - 2);
    expect(api.actions.map((action) => ("reason" in action ? action.reason : ""))).toEqual([
      "it is meant so",
      "it is meant so",
    ]);
    expect(await page.locator(".announced [role=status]").innerText()).toMatch(
      /^Waived “The paragraph names .*” in area-0\/note-\d\.md \(line \d+: “.*”\): it is meant so\. Press u to take it back\.$/,
    );
    expect(problems).toEqual([]);
  });

  it("takes back one decision after the other by one key", async () => {
    const watched = await start();
    const { page, api } = watched;
    const [before, first] = [await count(watched), await current(watched)];
    await page.keyboard.press("w");
    await page.keyboard.type("why not");
    await page.keyboard.press("Enter");
    await soon(() => count(watched)).toBe(before - 1);
    await page.keyboard.press("u");
    await soon(() => count(watched)).toBe(before);
    expect(api.actions.at(-1)).toMatchObject({ kind: "unwaive", reason: "undo" });
    expect(await page.locator(".item .message-text").allInnerTexts()).toContain(first);
    const [, message = ""] = /(The paragraph names .*)$/.exec(first) ?? [];
    await soon(() => page.locator(".announced [role=status]").innerText()).toMatch(
      `Taken back: Waived “${message}” in `,
    );
    await page.keyboard.press("u");
    await soon(() => page.getByText("There is nothing to take back.").count()).toBe(1);
    expect(api.actions).toHaveLength(2);
  });

  it("accepts what has changed since, by one key, in the versions that were seen", async () => {
    const watched = await start();
    const { page, api } = watched;
    await page.locator(".item", { hasText: "the note changed since" }).first().click();
    await page.keyboard.press("a");
    await soon(() => api.actions.length).toBe(1);
    const [action] = api.actions;
    const { notes, gates } = api.embedded.page;
    if (action?.kind !== "accept") throw new Error("nothing was accepted");
    const { pair } = action;
    expect(pair.noteSha).toBe(notes.find(({ notePath }) => notePath === pair.notePath)?.noteSha);
    expect(pair.gateSha).toBe(gates.find(({ gateId }) => gateId === pair.gateId)?.gateSha);
    expect(pair.acceptanceId).toBeGreaterThan(0);
  });

  it("says why nothing is to be accepted of what is fresh", async () => {
    const watched = await start();
    await watched.page.keyboard.press("a");
    await soon(() => watched.page.getByText("there is nothing to accept").count()).toBe(1);
    expect(watched.api.actions).toEqual([]);
  });

  it("overrides with a decision and a remark, and reopens with one", async () => {
    const watched = await start();
    const { page, api } = watched;
    const before = await count(watched);
    await page.keyboard.press("o");
    await page.keyboard.press("Enter");
    expect(await page.getByRole("dialog").count(), "without a decision nothing is sent").toBe(1);
    await page.keyboard.type("w");
    await page.keyboard.press("Enter");
    await page.keyboard.type("milder than that");
    await page.keyboard.press("Enter");
    await soon(() => api.actions.length).toBe(1);
    await soon(() => page.getByRole("dialog").count()).toBe(0);
    // Keys that come before the answer does are dropped where it brings something else.
    await soon(() => page.locator(".under-way").count()).toBe(0);
    await page.keyboard.press("r");
    await page.keyboard.press("Enter");
    expect(api.actions, "without a remark nothing is sent").toHaveLength(1);
    await page.keyboard.type("look again");
    await page.keyboard.press("Enter");
    await soon(() => api.actions.length).toBe(2);
    expect(api.actions).toMatchObject([
      { kind: "override", decision: "warn", remark: "milder than that" },
      { kind: "reopen", remark: "look again" },
    ]);
    expect(await count(watched)).toBe(before);
  });

  it("leaves the focus to whoever types, whatever is filtered out meanwhile, and decides nothing by it", async () => {
    const watched = await start();
    const { page, api } = watched;
    const words = "wake area joker unless";
    await page.keyboard.press("j");
    for (let round = 0; round < 2; round += 1) {
      await page.keyboard.press("/");
      await page.keyboard.type(words, { delay: 30 });
      const search = page.getByRole("searchbox");
      expect(await search.inputValue()).toBe(words);
      expect(await search.evaluate((box) => box === document.activeElement)).toBe(true);
      await search.fill("");
      await page.keyboard.press("Escape");
      await page.keyboard.press("k");
    }
    expect([api.actions, api.opened]).toEqual([[], []]);
    expect(await page.getByRole("dialog").count()).toBe(0);
  });

  it("asks nothing any more once another view is there, and keeps what is searched for", async () => {
    const watched = await start();
    const { page, api } = watched;
    await page.getByRole("link", { name: "Runs" }).click();
    await page.getByRole("link", { name: /^Queue/ }).click();
    // A key before the queue is drawn would be about nothing.
    await page.locator('.item[aria-current="true"]').waitFor();
    await page.keyboard.press("w");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("meant");
    await page.goBack();
    await soon(() => page.getByRole("dialog").count()).toBe(0);
    expect(api.actions).toEqual([]);
    await page.goForward();
    await page.keyboard.press("/");
    await page.keyboard.type("clarity");
    const isTyping = () => page.evaluate(() => document.activeElement?.matches("[data-search]"));
    await page.keyboard.press("Enter");
    expect(await isTyping()).toBe(false);
    expect(await page.getByRole("searchbox").inputValue()).toBe("clarity");
    const [narrowed, whole] = [await count(watched), api.embedded.page.findings.length];
    expect(narrowed).toBeLessThan(whole);
    await page.keyboard.press("/");
    await page.keyboard.press("Escape");
    expect(await page.getByRole("searchbox").inputValue(), "Escape takes the words away first").toBe("");
    await soon(() => count(watched)).toBe(whole);
    expect(await isTyping()).toBe(true);
    await page.keyboard.press("Escape");
    expect(await isTyping()).toBe(false);
  });

  it("takes back what came before a decision that cannot be taken back any more", async () => {
    const { page, api } = await start();
    for (const reason of ["first", "second"]) {
      await page.keyboard.press("w");
      await page.getByLabel("Reason").fill(reason);
      await page.keyboard.press("Enter");
      await soon(() => page.getByRole("dialog").count()).toBe(0);
    }
    await soon(() => api.actions.length).toBe(2);
    api.refuseNext(409, "it counts again already");
    await page.keyboard.press("u");
    await soon(() => page.getByRole("alert").allInnerTexts()).toContainEqual(
      expect.stringContaining("it counts again already"),
    );
    await page.keyboard.press("u");
    await soon(() => api.actions.length).toBe(3);
    const [first, , last] = api.actions as { keys: string[] }[];
    expect(last?.keys).toEqual(first?.keys);
  });

  it("takes a key that is held down once", async () => {
    const { page, api } = await start();
    for (const times of [1, 2]) {
      await page.keyboard.press("w");
      await page.getByLabel("Reason").fill("meant");
      await page.keyboard.press("Enter");
      await soon(() => api.actions.length).toBe(times);
      await soon(() => page.getByRole("dialog").count()).toBe(0);
    }
    // Playwright tells of a key that is pressed again before it was let go as one that is held.
    await page.keyboard.down("u");
    for (let times = 0; times < 5; times += 1) await page.keyboard.down("u");
    await page.keyboard.up("u");
    await soon(() => api.actions.length).toBe(3);
    expect(api.actions.map(({ kind }) => kind)).toEqual(["waive", "waive", "unwaive"]);
  });

  it("lets a waived finding count again", async () => {
    const watched = await start("#/queue?show=waived");
    const before = await count(watched);
    await watched.page.keyboard.press("w");
    await watched.page.getByRole("dialog", { name: "Count a finding again" }).waitFor();
    await watched.page.keyboard.type("no longer meant");
    await watched.page.keyboard.press("Enter");
    await soon(() => count(watched)).toBe(before - 1);
    expect(watched.api.actions).toMatchObject([{ kind: "unwaive", reason: "no longer meant" }]);
  });

  it("opens the editor at the line", async () => {
    const { page, api } = await start();
    await page.keyboard.press("e");
    await soon(() => api.opened).toEqual([{ notePath: "area-0/note-0.md", line: 8, column: 1 }]);
  });

  it("tells of a conflict, loads what there is now, and keeps what was typed", async () => {
    const watched = await start();
    const { page, api } = watched;
    const [entry] = api.embedded.page.findings;
    api.refuseNext(409, "another verdict has come in between", () => {
      if (entry) entry.acceptanceId = 4711;
    });
    await page.keyboard.type("of");
    await page.getByLabel("Remark").fill("a long thought");
    await page.keyboard.press("Enter");
    await soon(() => page.getByRole("dialog").getByRole("alert").innerText()).toBe(
      "Nothing was decided, it has changed meanwhile: another verdict has come in between.",
    );
    expect(api.actions).toEqual([]);
    expect(await page.getByLabel("Remark").inputValue()).toBe("a long thought");
    await page.getByLabel("Remark").press("Enter");
    expect(api.actions, "what is other than was seen takes more than one Enter too many").toEqual([]);
    await page.getByRole("button", { name: "override what there is now" }).press("Enter");
    await soon(() => api.actions).toMatchObject([
      { kind: "override", pair: { acceptanceId: 4711 }, decision: "fail", remark: "a long thought" },
    ]);
  });

  it("keeps what was typed where the finding is gone meanwhile, and sends nothing of it", async () => {
    const watched = await start();
    const { page, api } = watched;
    api.refuseNext(409, "it is waived already", () => api.embedded.page.findings.splice(0, 1));
    await page.keyboard.press("w");
    await page.keyboard.type("a long thought");
    await page.keyboard.press("Enter");
    await soon(() => page.getByRole("dialog").getByRole("alert").innerText()).toMatch(
      /It is no longer there\.$/,
    );
    expect(await page.getByLabel("Reason").inputValue()).toBe("a long thought");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await soon(() => page.getByRole("dialog").count()).toBe(0);
    expect(api.actions).toEqual([]);
  });

  it("says what the server refuses", async () => {
    const watched = await start();
    watched.api.refuseNext(422, "the gate cannot be read");
    await watched.page.locator(".item", { hasText: "the note changed since" }).first().click();
    await watched.page.keyboard.press("a");
    await soon(() => watched.page.getByRole("alert").innerText()).toContain("The gate cannot be read.");
  });

  it("loads again when something has changed, and keeps place, focus and what is typed", async () => {
    const watched = await start();
    const { page, api } = watched;
    for (let step = 0; step < 5; step += 1) await page.keyboard.press("j");
    const here = await current(watched);
    await page.keyboard.press("w");
    await page.keyboard.type("half a rea");
    const gone = api.embedded.page.findings.findIndex(({ findings }) =>
      findings.every(({ message }) => !here.includes(message)),
    );
    const before = await count(watched);
    api.embedded.page.findings.splice(gone, 1);
    api.send({ kind: "changed" });
    await soon(() => count(watched)).toBe(before - 1);
    expect(await page.getByLabel("Reason").inputValue()).toBe("half a rea");
    await page.keyboard.press("Escape");
    expect(await current(watched)).toBe(here);
    api.send({
      kind: "progress",
      running: [{ runId: 7, notePath: "area-1/note-9.md" }],
      ended: 3,
      failed: 1,
    });
    await soon(() => page.locator(".progress").innerText()).toBe(
      "1 run running: area-1/note-9.md; since this page was opened 3 ended, 1 of them failed",
    );
  });

  it("asks again for what it may have missed while it was not connected", async () => {
    const watched = await start();
    const before = await count(watched);
    watched.api.embedded.page.findings.splice(3, 1);
    watched.api.hangUp();
    await soon(() => count(watched)).toBe(before - 1);
  });

  it("decides from the note, too, also about pairs of which nothing was found", async () => {
    const watched = await start("#/note/area-0/note-0.md");
    const { page, api } = watched;
    await page.keyboard.press("j");
    await soon(() => page.locator(".card.current").count()).toBe(1);
    await page.keyboard.press("w");
    await page.keyboard.type("fine here");
    await page.keyboard.press("Enter");
    await soon(() => api.actions.length).toBe(1);
    await soon(() => page.getByRole("dialog").count()).toBe(0);
    await page.getByText(/^How it stands against 12 gates: /).click();
    const row = page.getByRole("row", { name: /truth\/gate-01/ });
    await row.getByRole("button", { name: "reopen" }).click();
    await page.getByLabel("Remark").fill("look again");
    await page.keyboard.press("Enter");
    await soon(() => api.actions.at(-1)).toMatchObject({
      kind: "reopen",
      pair: { gateId: "truth/gate-01", acceptanceId: 2 },
    });
  });

  it("decides nothing where it is read-only", async () => {
    const watched = await start("#/queue", { isReadOnly: true });
    const { page, api, problems } = watched;
    expect(await page.getByText("live, to look at alone (read-only)").count()).toBe(1);
    expect(await page.locator(".acts button").count()).toBe(0);
    for (const key of "aworeu") await page.keyboard.press(key);
    expect(await page.getByRole("dialog").count()).toBe(0);
    expect(api.actions).toEqual([]);
    expect(problems).toEqual([]);
  });

  it("types into a search what would be a key elsewhere", async () => {
    const { page, api } = await start();
    await page.keyboard.press("/");
    await page.keyboard.type("await");
    expect(await page.getByLabel("search findings").inputValue()).toBe("await");
    await page.keyboard.press("Escape");
    expect(api.actions).toEqual([]);
  });
});
