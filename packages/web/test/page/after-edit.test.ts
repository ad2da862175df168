import type { Finding } from "@review/views";
import { describe, expect, it } from "vitest";
import type { EmbeddedPage } from "../../src/api/page-source.ts";
import { leftByEdit } from "../../src/page/model/after-edit.ts";
import { makeScene, NOTE as SCENE_NOTE } from "../server/scene.ts";
import { ASSETS, executablePath, PATIENT, show, soon, useBrowser, writeReport } from "./browser.ts";
import { quoteIn } from "./make-note.ts";
import { makePage } from "./make-page.ts";

const NOTE = "area-0/note-0.md";
const EDITED = { staleReason: "note-changed" } as const;

describe("what an edit has left of a finding's words", () => {
  const stands = { text: "It is late." };
  const gone = { text: "It was bad.", isGone: true } as const;

  it.each<[string, Finding["quotes"], string]>([
    ["all, also where nobody knows the place", [stands], "all"],
    ["none", [gone], "none"],
    ["some", [stands, gone], "some"],
    ["nothing that is known, without words", [], "unknown"],
  ])("is %s", (_, quotes, left) => {
    expect(leftByEdit({ quotes }, EDITED)).toBe(left);
  });

  it("is no question where the note was not edited", () => {
    expect(leftByEdit({ quotes: [] }, {})).toBeUndefined();
    expect(leftByEdit({ quotes: [] }, { staleReason: "reopened" })).toBeUndefined();
    expect(leftByEdit({ quotes: [stands] }, { staleReason: "reopened" })).toBeUndefined();
  });

  it("is told of what was reopened where words are gone: it was accepted after the edit, and that was taken back", () => {
    expect(leftByEdit({ quotes: [gone] }, { staleReason: "reopened" })).toBe("none");
    expect(leftByEdit({ quotes: [stands, gone] }, { staleReason: "reopened" })).toBe("some");
  });
});

/** A page whose first note was edited after two findings were made, of which one's words are gone. */
function makeEditedPage(): EmbeddedPage {
  const embedded = makePage({ notes: 12, gates: 4 });
  const { page, notes } = embedded;
  const [entry] = page.findings;
  const note = notes[NOTE];
  const [finding] = entry?.findings ?? [];
  if (!entry || !finding || !note) throw new Error("the page has no findings");
  const gone = {
    ...finding,
    key: "f".repeat(16),
    message: "It is gone.",
    quotes: [{ ...quoteIn(note.text, 3), text: "words of before", isGone: true as const }],
  };
  page.findings = [{ ...entry, ...EDITED, findings: [finding, gone] }, ...page.findings.slice(1)];
  const [event] = note.history;
  const [change] = note.changes;
  if (event && change) note.history = [{ ...event, acceptedNoteSha: change.acceptedSha }, ...note.history];
  return embedded;
}

describe.skipIf(!executablePath)("a note that was edited after it was reviewed", PATIENT, () => {
  const { open } = useBrowser();

  it("says which findings may be mended by that, when it was reviewed, and what has changed", async () => {
    const watched = await open({ viewport: { width: 1400, height: 900 } });
    await show(watched, writeReport(makeEditedPage()), `#/note/${NOTE}`);
    const { page, problems } = watched;
    await soon(() => page.locator(".after-edit").innerText()).toContain(
      "1 finding whose quoted words are gone: mended, perhaps; 1 finding whose quoted words still stand.",
    );
    const card = page.locator(".card", { hasText: "It is gone." });
    expect(await card.innerText()).toContain("the words that it quotes are gone: it may be mended already");
    await page.getByText("What changed in the note since 2026-03-01 09:30 UTC, when version").click();
    const diff = await page.locator(".diff").innerText();
    expect(diff).toMatch(/^from line 3:/);
    expect(diff).not.toContain("@@");
    expect(problems).toEqual([]);
  });

  it("marks what stands in the place of gone words as that, and says in the list, too, that they are gone", async () => {
    const watched = await open({ viewport: { width: 1400, height: 900 } });
    const url = writeReport(makeEditedPage());
    await show(watched, url, `#/note/${NOTE}`);
    const { page } = watched;
    const card = page.locator(".card", { hasText: "It is gone." });
    await card.getByRole("button", { name: "show where it stood" }).click();
    await soon(() => page.locator("mark.current").first().getAttribute("class")).toMatch(/^gone /);
    expect(await card.innerText()).toContain("stood about line ");
    await show(watched, url, "#/queue");
    const row = page.locator(".item", { hasText: "It is gone." });
    expect(await row.innerText()).toMatch(/its words are gone[\s\S]*stood about line \d+/);
    expect(await page.locator(".item", { hasText: "its words are gone" }).count()).toBe(1);
  });

  it("has that in the right column, above its cards, and beside them where there is room", async () => {
    const boxes = async (width: number) => {
      const watched = await open({ viewport: { width, height: 900 } });
      await show(watched, writeReport(makeEditedPage()), `#/note/${NOTE}`);
      const { page } = watched;
      const box = async (place: string) => {
        const found = await page.locator(place).boundingBox();
        if (!found) throw new Error(`${place} is not shown`);
        return found;
      };
      await soon(() => page.locator(".card").count()).toBeGreaterThan(0);
      const [facts, cards, text] = [await box(".facts"), await box(".cards"), await box(".beside .text")];
      const isOpen = (await page.locator("details.pairs").getAttribute("open")) !== null;
      if (!isOpen) await page.locator("details.pairs summary").click();
      return {
        facts,
        cards,
        text,
        isOpen,
        unfolded: { cards: await box(".cards"), text: await box(".beside .text") },
      };
    };
    const usual = await boxes(1400);
    expect(usual.facts.y).toBe(usual.text.y);
    expect(usual.facts.x).toBe(usual.cards.x);
    expect(usual.cards.y).toBeGreaterThan(usual.facts.y);
    expect(usual.isOpen).toBe(false);
    // What is unfolded keeps no card from its place.
    expect(usual.unfolded.cards.y).toBe(usual.unfolded.text.y);
    const wide = await boxes(2560);
    expect([wide.facts.y, wide.cards.y]).toEqual([wide.text.y, wide.text.y]);
    expect(wide.facts.x).toBeGreaterThan(wide.cards.x + wide.cards.width);
    expect(wide.isOpen).toBe(true);
    const narrow = await boxes(400);
    expect(narrow.facts.y).toBeLessThan(narrow.cards.y);
    expect(narrow.cards.y).toBeLessThan(narrow.text.y);
  });

  it("says so in the queue of the live page as soon as it is saved", async () => {
    const scene = await makeScene({ assets: ASSETS });
    const { page, problems } = await open();
    await page.goto(scene.server.url);
    await soon(() => page.url()).not.toContain(scene.token);
    await page.goto(`${new URL(page.url()).origin}/#/queue`);
    await soon(() => page.locator(".item").count()).toBe(1);
    scene.write(SCENE_NOTE, "# A\n\nWhat is written here is another text.\n");
    await soon(() => page.locator(".in-place").innerText()).toContain(
      "the words that it quotes are gone: it may be mended already",
    );
    expect(problems).toEqual([]);
  });
});
