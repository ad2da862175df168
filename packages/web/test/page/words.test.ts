import { ACCEPTANCE_KINDS } from "@review/db/vocabulary";
import { STALE_REASONS } from "@review/lifecycle";
import { describe, expect, it } from "vitest";
import type { EmbeddedPage } from "../../src/api/page-source.ts";
import { executablePath, PATIENT, show, soon, useBrowser, writeReport } from "./browser.ts";
import { startLive } from "./live.ts";
import { makePage } from "./make-page.ts";

const NOTE = "area-0/note-0.md";

/** What documents say in one word of theirs is said to people in words of their own. */
const CODES = [...ACCEPTANCE_KINDS, ...STALE_REASONS, "unknown-scope"].filter((word) => word.includes("-"));

/** A page on which everything has become of the first note that can. */
function makeEventfulPage(): EmbeddedPage {
  const embedded = makePage({ notes: 30, gates: 12 });
  const note = embedded.notes[NOTE];
  const [event] = note?.history ?? [];
  if (!note || !event) throw new Error("the page has no history");
  note.history = ACCEPTANCE_KINDS.map((acceptanceKind, at) => ({ ...event, id: at + 1, acceptanceKind }));
  const [pair] = embedded.page.pairs;
  if (pair) pair.state = "unknown-scope";
  return embedded;
}

describe.skipIf(!executablePath)("the words of the page", PATIENT, () => {
  const { open } = useBrowser();

  it("are those of people in every view, also what only a screen reader says", async () => {
    const watched = await open();
    const url = writeReport(makeEventfulPage());
    const { page, problems } = watched;
    const views = ["", "queue", `note/${NOTE}`, "gate/clarity/gate-00", "runs", "run/1", "run/4", "compare"];
    for (const view of views) {
      await show(watched, url, `#/${view}`);
      await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
      });
      const said = await page.evaluate(() => {
        const named = [...document.querySelectorAll("[aria-label], [title]")];
        const names = named.map((each) => `${each.getAttribute("aria-label")} ${each.getAttribute("title")}`);
        return [document.body.innerText, ...names].join("\n");
      });
      expect(
        CODES.filter((code) => said.includes(code)),
        view,
      ).toEqual([]);
    }
    await show(watched, url, `#/note/${NOTE}`);
    const history = page.locator(".history");
    await history.locator("summary").first().click();
    const told = await page.locator(".history li").allInnerTexts();
    for (const words of [
      "acknowledged by a person",
      "overridden by a person",
      "reopened",
      "taken in from the lock",
    ])
      expect(told.filter((line) => line.includes(`${words}: `))).toHaveLength(1);
    expect(problems).toEqual([]);
  });

  it("explain themselves at their place, without a pointer that hovers", async () => {
    const watched = await open();
    const url = writeReport(makePage({ notes: 30, gates: 12 }));
    await show(watched, url, "#/gate/clarity/gate-00");
    const { page } = watched;
    await page.getByText("What the columns mean").nth(1).click();
    expect(await page.getByText("other decisions about the very same text", { exact: false }).count()).toBe(
      1,
    );
    await page.keyboard.press("?");
    await soon(() => page.getByRole("dialog").getByText("of a gate whose own tests fail").count()).toBe(1);
  });

  it("say what each act does, and why one makes no sense now", async () => {
    const { page } = await startLive({ open });
    await page.getByText("What these do").click();
    const words = await page.locator(".in-place .meanings .words").innerText();
    expect(words).toContain("let this finding stand, with a reason");
    expect(words).toContain("Not now: Nothing has changed since this was reviewed");
  });

  it("do not take what was never asked for nothing found", async () => {
    const watched = await open();
    const embedded = makePage({ notes: 4, gates: 2, findingEvery: 1000 });
    embedded.page.modelIds = [];
    embedded.page.pairs = embedded.page.pairs.map((pair) => ({
      ...pair,
      state: "missing-review",
      verdicts: [],
    }));
    embedded.page.findings = [];
    Object.assign(embedded.page, { runs: [], allRuns: 0 });
    embedded.cards = embedded.cards.map((card) => ({ ...card, repeats: 0, flips: 0 }));
    const url = writeReport(embedded);
    await show(watched, url);
    const { page } = watched;
    expect(await page.locator("main").innerText()).toContain("Nothing was reviewed yet");
    await show(watched, url, "#/queue");
    expect(await page.locator("main").innerText()).toContain(
      "Nothing was reviewed yet, so there are no findings.",
    );
    await show(watched, url, "#/runs");
    expect(await page.locator("main").innerText()).toContain("There are no runs yet");
    await show(watched, url, "#/gate/clarity/gate-00");
    const cards = page.getByRole("table", { name: "What the gate did under each model" });
    expect(await cards.innerText()).not.toContain("0 of 0");
  });
});
