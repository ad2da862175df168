import { describe, expect, it } from "vitest";
import { executablePath, hashOf, PATIENT, show, soon, useBrowser, writeReport } from "./browser.ts";
import { makePage } from "./make-page.ts";

describe.skipIf(!executablePath)("a report in a browser", PATIENT, () => {
  const { open } = useBrowser();
  const small = () => makePage({ notes: 30, gates: 12 });

  it("shows notes against gates, each pair by a sign, and says what it knows of it", async () => {
    const watched = await open();
    await show(watched, writeReport(small()));
    const { page, problems } = watched;
    await soon(() => page.title()).toBe("overview · handbook · review");
    expect(await page.locator("h1").innerText()).toBe("30 notes against 12 gates");
    const cell = page.getByRole("link", { name: "clarity/gate-00: fresh; sonnet-4: fail" }).first();
    expect(await cell.innerText()).toBe("F");
    expect(await page.getByRole("grid").getAttribute("aria-rowcount")).toBe("36");
    await cell.click();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("MAIN");
    expect(await page.locator("h1").innerText()).toBe("area-0/note-0.md");
    expect(await hashOf(page)).toBe("#/note/area-0/note-0.md?gate=clarity%2Fgate-00");
    expect(problems).toEqual([]);
  });

  it("narrows the overview by count, gate, folder and search, all of it in the address", async () => {
    const watched = await open();
    await show(watched, writeReport(small()));
    const { page } = watched;
    await page.locator(".counts a", { hasText: "reopened" }).click();
    expect(await hashOf(page)).toBe("#/?is=reopened");
    await page.getByRole("combobox", { name: "gate", exact: true }).selectOption("truth");
    await page.getByLabel("search notes").fill("note-1");
    expect(await hashOf(page)).toBe("#/?is=reopened&gate=truth&q=note-1");
    const names = await page.getByRole("rowheader").allInnerTexts();
    expect(names.length).toBeGreaterThan(1);
    expect(names.filter((name) => name.endsWith(".md") && !name.startsWith("note-1"))).toEqual([]);
    expect(await page.getByRole("columnheader").allInnerTexts()).not.toContain("gate-00");
    await page.getByLabel("search notes").fill("nothing is called so");
    expect(await page.getByText("Nothing fits what is chosen above.").count()).toBe(1);
  });

  it("tells pairs from notes and findings, and what was decided of the fresh ones within them", async () => {
    const embedded = small();
    const [entry] = embedded.page.findings;
    const [finding] = entry?.findings ?? [];
    if (!entry || !finding) throw new Error("there is no finding");
    entry.findings.push({ ...finding, key: "f".repeat(16), message: "And another one." });
    const pairs = embedded.page.findings.length;
    const watched = await open();
    const url = writeReport(embedded);
    await show(watched, url);
    const { page } = watched;
    const counts = page.locator(".counts");
    expect(await counts.getByRole("link").first().innerText()).toBe("360 pairs of a note and a gate");
    const fresh = counts.getByRole("list", { name: "what was decided about them", exact: true });
    const parts = (await fresh.getByRole("link").allInnerTexts()).map((text) => text.split(" "));
    expect(parts.map(([, words]) => words)).toEqual(["fail", "warn", "pass"]);
    const sum = parts.reduce((all, [amount]) => all + Number(amount), 0);
    expect(await counts.locator("a.fresh").innerText()).toBe(`${sum} fresh`);
    const before = counts.getByRole("list", { name: "what was decided about them before" });
    await before.getByRole("link", { name: "failed before" }).click();
    expect(await hashOf(page)).toBe("#/?is=stale-fail");
    await show(watched, url, "#/queue");
    expect(await page.locator("h1").innerText()).toBe(`${pairs + 1} findings in ${pairs} pairs`);
  });

  it("names the notes that are gone", async () => {
    const embedded = small();
    embedded.page.goneNotes = ["area-9/old.md", "area-9/older.md"];
    const watched = await open();
    await show(watched, writeReport(embedded));
    const { page } = watched;
    await page.getByText("2 notes that were reviewed are gone").click();
    await page.getByRole("link", { name: "area-9/older.md" }).click();
    await soon(() => page.locator("main").innerText()).toContain(
      "area-9/older.md is gone: `review-nested history` and `ui` tell what became of it.",
    );
  });

  it("folds folders and lenses", async () => {
    const watched = await open();
    await show(watched, writeReport(small()));
    const { page } = watched;
    await page.getByRole("button", { name: "area-0" }).click();
    await soon(() => page.getByRole("link", { name: "note-0.md" }).count()).toBe(0);
    await page.getByRole("button", { name: "clarity" }).click();
    expect(await page.getByRole("columnheader", { name: "all 3" }).count()).toBe(1);
    expect(await page.getByRole("link", { name: "all of clarity: fail" }).count()).toBeGreaterThan(0);
    await page.getByRole("button", { name: "area-0" }).click();
    await soon(() => page.getByRole("link", { name: "note-0.md" }).count()).toBe(1);
  });

  it("goes from square to square by arrows, with one stop of the tabulator", async () => {
    const watched = await open();
    await show(watched, writeReport(makePage({ notes: 300, gates: 12 })));
    const { page } = watched;
    const focused = () => page.evaluate(() => (document.activeElement as HTMLElement).dataset.at);
    await page.getByRole("button", { name: "area-0" }).focus();
    expect(await focused()).toBe("0:0");
    for (const key of ["ArrowRight", "ArrowDown"]) {
      const was = await focused();
      await page.keyboard.press(key);
      await soon(focused).not.toBe(was);
    }
    expect(await focused()).toBe("1:1");
    await page.keyboard.press("PageDown");
    await soon(focused).toBe("21:1");
    await page.keyboard.press("PageDown");
    await soon(focused).toBe("41:1");
    expect(await page.locator('[data-at][tabindex="0"]').count()).toBe(1);
    await page.keyboard.press("Enter");
    await soon(() => hashOf(page)).toMatch(/^#\/note\//);
  });

  it("walks the queue by key, new ones first, with the finding marked in its note", async () => {
    const watched = await open();
    const embedded = small();
    await show(watched, writeReport(embedded), "#/queue");
    const { page, problems } = watched;
    const total = embedded.page.findings.reduce((sum, { findings }) => sum + findings.length, 0);
    expect(await page.locator("h1").innerText()).toBe(`${total} findings`);
    expect(await page.locator(".group .tag.new").first().count()).toBe(1);
    await soon(() => page.locator("mark.current").count()).toBeGreaterThan(0);
    const first = await page.locator('.item[aria-current="true"]').innerText();
    await page.keyboard.press("j");
    await soon(() => page.locator('.item[aria-current="true"]').innerText()).not.toBe(first);
    await soon(() => page.evaluate(() => document.activeElement?.getAttribute("aria-current"))).toBe("true");
    expect(await hashOf(page)).toMatch(/^#\/queue\?finding=[0-9a-f]{16}-\d+$/);
    await page.keyboard.press("ArrowUp");
    await soon(() => page.locator('.item[aria-current="true"]').innerText()).toBe(first);
    await page.getByRole("combobox", { name: "new first, by", exact: true }).selectOption("severity");
    await soon(() => page.locator(".queue-list .group").first().innerText()).toMatch(/^new fail \d+$/);
    await soon(() => page.locator(".queue-list .group").nth(1).innerText()).toMatch(
      /^found before fail \d+$/,
    );
    for (let step = 0; step < total + 3; step += 1) await page.keyboard.press("j");
    await soon(() => page.locator('.item[aria-current="true"]').count()).toBe(1);
    expect(problems).toEqual([]);
  });

  it("keeps what is waived apart, and narrows the queue by severity and words", async () => {
    const watched = await open();
    const embedded = small();
    await show(watched, writeReport(embedded), "#/queue?severity=warn&q=bank");
    const { page } = watched;
    expect(await page.getByText(/findings are here, and none fits what is chosen above\./).count()).toBe(1);
    await page.getByLabel("search findings").fill("HISTORY service");
    await soon(() => page.locator(".item").count()).toBeGreaterThan(0);
    expect(await page.locator(".item .decision.fail").count()).toBe(0);
    await page.getByRole("combobox", { name: "show", exact: true }).selectOption("waived");
    await soon(() => page.locator("h1").innerText()).toMatch(/waived finding/);
    expect(await page.getByText("wanted: it is a legal text").count()).toBeGreaterThan(0);
  });

  it("shows a note with its findings beside their places, as text and as source", async () => {
    const watched = await open({ viewport: { width: 1280, height: 900 } });
    const embedded = small();
    await show(watched, writeReport(embedded), "#/note/area-0/note-0.md");
    const { page, problems } = watched;
    expect(await page.locator(".prose .h1").innerText()).toBe("Payments");
    const mark = page.locator("mark").first();
    expect(await mark.innerText()).toBe(embedded.page.findings[0]?.findings[0]?.quotes[0]?.text);
    await mark.click();
    await soon(() => page.locator(".card.current").count()).toBe(1);
    const [card, place] = [await page.locator(".card.current").boundingBox(), await mark.boundingBox()];
    expect(Math.abs((card?.y ?? 0) - (place?.y ?? 0))).toBeLessThan(20);
    await page.getByText("What changed in the note since").click();
    expect(await page.locator(".diff .added").innerText()).toContain("in 2019");
    await page.getByRole("link", { name: "show the source" }).click();
    await soon(() => page.locator(".source .line").count()).toBeGreaterThan(10);
    expect(await page.locator(".source mark").first().textContent()).toBe(
      await page
        .locator(".card .quote")
        .first()
        .innerText()
        .then((words) => words.replace(/^line \d+ /, "")),
    );
    await page.getByText("clarity/gate-00 1").click();
    expect(await page.locator(".history li").first().innerText()).toContain("reviewed: ");
    await page.getByText("truth/gate-01 3").click();
    expect(
      await page.locator(".history details", { hasText: "truth/gate-01" }).locator("li").allInnerTexts(),
    ).toEqual([
      expect.stringContaining("counts again, by the second"),
      expect.stringMatching(/waived, by .*, until 2026-12-31: the second sentence says the same/),
      expect.stringContaining("reviewed: "),
    ]);
    expect(problems).toEqual([]);
  });

  it("says where a text is missing, and that a note is unknown", async () => {
    const watched = await open();
    const embedded = { ...small(), notes: {}, runs: {}, cards: [], tests: [], comparisons: [] };
    const url = writeReport(embedded);
    await show(watched, url, "#/note/area-0/note-0.md");
    const { page } = watched;
    expect(await page.getByText("The text is not in this report: review-nested ui shows it.").count()).toBe(
      1,
    );
    expect(await page.locator(".card").count()).toBeGreaterThan(0);
    await page.goto(`${url}#/run/3`);
    await soon(() => page.getByText("The answers of this run are not in this report").count()).toBe(1);
    await page.goto(`${url}#/runs`);
    await soon(() => page.locator("main .message").innerText()).toMatch(
      /^\d+ runs of these are in this report without what they answered/,
    );
    expect(await page.locator(".run-row .long").first().innerText()).toContain("without its answers");
    await page.goto(`${url}#/compare`);
    await soon(() => page.getByText("This comparison is not in this report").count()).toBe(1);
    await page.goto(`${url}#/note/not/there.md`);
    await soon(() => page.getByText("There is no note not/there.md.").count()).toBe(1);
  });

  it("says of an address that leads nowhere that it does, and leads back", async () => {
    const watched = await open();
    const url = writeReport(small());
    await show(watched, url);
    const { page, problems } = watched;
    for (const [hash, words] of [
      ["#/quue?gate=a", "This page has nothing at #/quue."],
      ["#/run/seven", "This page has nothing at #/run/seven."],
      ["#/gate/no/such", "There is no gate no/such."],
      ["#/compare/gpt-5/nobody", "There is no model nobody."],
    ] as const) {
      await page.goto(url + hash);
      await soon(() => page.getByRole("alert").allInnerTexts()).toContain(words);
      expect(await page.locator("h1").innerText()).toBe("Not found");
      expect(await page.locator("nav [aria-current]").count()).toBe(words.includes("model") ? 1 : 0);
    }
    await page.getByRole("link", { name: "To the overview" }).click();
    await soon(() => page.locator("h1").innerText()).toBe("30 notes against 12 gates");
    expect(await page.locator("nav [aria-current]").innerText()).toBe("Overview");
    await page.goto(`${url}#/note/area-0/note-0.md`);
    await soon(() => page.locator("h1").innerText()).toBe("area-0/note-0.md");
    expect(await page.locator("nav [aria-current]").count()).toBe(0);
    expect(problems).toEqual([]);
  });

  it("names a version only where it is one", async () => {
    for (const [toolVersion, count] of [
      ["0.0.0", 0],
      ["1.4.0", 1],
    ] as const) {
      const watched = await open();
      const embedded = small();
      await show(watched, writeReport({ ...embedded, page: { ...embedded.page, toolVersion } }));
      const { page } = watched;
      await page.keyboard.press("?");
      await soon(() => page.getByRole("dialog").count()).toBe(1);
      expect(await page.getByText(`Made by version ${toolVersion} of review.`).count()).toBe(count);
      expect(await page.locator(`[title*="${toolVersion}"]`).count()).toBe(0);
    }
  });

  it("shows a gate, runs with their costs and failures, one run, and two models", async () => {
    const watched = await open();
    const url = writeReport(small());
    await show(watched, url, "#/gate/clarity/gate-00");
    const { page, problems } = watched;
    expect(await page.locator(".prose .h1").innerText()).toBe("Says what it is about");
    expect(await page.locator(".figures").innerText()).toContain("$12.34");
    const cards = page.getByRole("table", { name: "What the gate did under each model" });
    expect((await cards.getByRole("row").nth(1).innerText()).split(/\s+/).slice(1).join(" ")).toBe(
      "120 30 15 (50 %) 4 0 2 9 1 2 of 4 – $0.2000",
    );
    expect(await page.getByRole("list", { name: "findings of this gate" }).count()).toBe(1);
    await page.getByRole("link", { name: "Runs" }).click();
    await page.getByRole("combobox", { name: "status", exact: true }).selectOption("failed");
    await soon(() => page.locator(".run-row.failed").count()).toBe(4);
    expect(await page.locator(".run-row.completed").count()).toBe(0);
    expect(await page.locator(".reason").first().innerText()).toBe(
      "the answer has no block for clarity/gate-00",
    );
    await page.locator(".run-row.failed a").first().click();
    await soon(() => page.locator("pre.raw").innerText()).toContain("<!-- REVIEW 4f1c -->");
    await page.getByRole("link", { name: "Compare" }).click();
    await soon(() => page.locator(".figures").innerText()).toContain("0.41");
    expect(await page.locator(".differs").first().innerText()).toContain("nothing found");
    await page.getByRole("combobox", { name: "second", exact: true }).selectOption("sonnet-4");
    await soon(() => page.getByText("Choose two different models.").count()).toBe(1);
    expect(problems).toEqual([]);
  });

  it("keeps a theme, and helps", async () => {
    const watched = await open();
    await show(watched, writeReport(small()));
    const { page } = watched;
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await ground();
    await page.getByRole("button", { name: "system colours; change to light" }).click();
    expect(await ground()).toBe(light);
    await page.getByRole("button", { name: "light; change to dark" }).click();
    expect(await ground()).not.toBe(light);
    await page.reload();
    await soon(() => page.getByRole("button", { name: /^dark/ }).count()).toBe(1);
    await page.keyboard.press("?");
    await soon(() => page.getByRole("dialog", { name: "Keys" }).count()).toBe(1);
    expect(await page.getByText("Nothing can be decided here").count()).toBe(1);
    expect(await page.getByRole("dialog").evaluate((dialog) => dialog.scrollTop)).toBe(0);
    await page.keyboard.press("Escape");
    await soon(() => page.getByRole("dialog").count()).toBe(0);
    await page.keyboard.press("/");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("type"))).toBe("search");
  });
});
