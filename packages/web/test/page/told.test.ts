import { describe, expect, it } from "vitest";
import { executablePath, PATIENT, show, soon, useBrowser, writeReport } from "./browser.ts";
import { count, startLive } from "./live.ts";
import { makePage } from "./make-page.ts";

describe.skipIf(!executablePath)("what the page tells", PATIENT, () => {
  const { open } = useBrowser();
  const start = (hash?: string) => startLive({ open }, hash);

  it("how many findings an override settles, before and after", async () => {
    const watched = await start();
    const { page, api } = watched;
    const [entry] = api.embedded.page.findings;
    const [finding] = entry?.findings ?? [];
    if (!entry || !finding) throw new Error("there is no finding");
    entry.findings.push({ ...finding, key: "f".repeat(16), message: "And another one." });
    const before = await count(watched);
    api.send({ kind: "changed" });
    await soon(() => count(watched)).toBe(before + 1);
    await page.keyboard.press("o");
    await soon(() => page.locator(".effect").innerText()).toBe(
      "2 findings in the queue: pass settles all of them; with warn or fail they stay, and your decision and remark stand with them.",
    );
    await page.keyboard.type("p");
    await page.keyboard.press("Enter");
    await page.keyboard.type("read it: fine");
    await page.keyboard.press("Enter");
    await soon(() => page.locator(".announced [role=status]").innerText()).toContain("2 findings settled.");
    await page.keyboard.press("u");
    await soon(() => page.locator(".announced [role=status]").innerText()).toContain(
      "2 findings back in the queue.",
    );
  });

  it("that what is reopened needs no reopening", async () => {
    const watched = await start();
    const { page, api } = watched;
    for (const entry of api.embedded.page.findings) entry.acceptanceKind = "withdrawn";
    api.send({ kind: "changed" });
    const reopen = page.getByRole("button", { name: /^reopen/ });
    await soon(() => reopen.isDisabled()).toBe(true);
    await page.keyboard.press("r");
    await soon(() => page.locator(".announced [role=status]").innerText()).toBe("This is reopened already.");
    expect(await page.getByRole("dialog").count()).toBe(0);
  });

  it("an error once, until Escape", async () => {
    const { page, api } = await start();
    await page.locator(".item", { hasText: "the note changed since" }).first().click();
    const accept = page.getByRole("button", { name: /^accept/ });
    let refused = 0;
    for (const message of ["the gate is broken", "the gate is broken", "the ledger is locked"]) {
      const before = refused;
      api.refuseNext(422, message, () => {
        refused += 1;
      });
      await page.keyboard.press("a");
      await soon(() => refused).toBe(before + 1);
      await soon(() => page.getByRole("alert").innerText()).toContain(message.slice(1));
      // What is typed before that is done afterwards, or dropped.
      await soon(() => accept.isEnabled()).toBe(true);
    }
    expect(await page.locator(".announced .bad").count()).toBe(2);
    await page.keyboard.press("Escape");
    await soon(() => page.locator(".announced .bad").count()).toBe(0);
  });

  it("a conflict without the numbers of what is in the ledger", async () => {
    const { page, api } = await start();
    api.refuseNext(409, "a.md rests on acceptance 12 now, not on 11", undefined, "acceptance-changed");
    await page.locator(".item", { hasText: "the note changed since" }).first().click();
    await page.keyboard.press("a");
    await soon(() => page.locator(".announced .bad").innerText()).toMatch(
      /^Nothing was decided, it has changed meanwhile: somebody else has decided about it, or it was reviewed again\./,
    );
  });

  it("what was done, once all is triaged, and that a filter leaves out what is there", async () => {
    const watched = await start();
    const { page, api } = watched;
    await page.keyboard.press("/");
    await page.keyboard.type("nothing says this");
    await soon(() => page.locator("main .message").innerText()).toMatch(
      /^\d+ findings are here, and none fits what is chosen above\./,
    );
    await page.getByRole("link", { name: "show all" }).click();
    await soon(() => page.locator(".item").count()).toBeGreaterThan(0);
    api.embedded.page.findings.splice(1);
    api.send({ kind: "changed" });
    await soon(() => count(watched)).toBe(1);
    await page.keyboard.press("k");
    await page.keyboard.press("w");
    await page.keyboard.type("meant");
    await page.keyboard.press("Enter");
    await soon(() => page.locator("main .message").innerText()).toMatch(
      /^All findings are decided: nothing is left to be mended. Decided here: 1 waived\. \d+ findings waived/,
    );
  });

  it("that what an address is narrowed to does not exist", async () => {
    const { page } = await start("#/queue?gate=nope&severity=bad&model=gpt-5&note=area-0/note-0.md");
    await soon(() => page.locator("main .message").innerText()).toMatch(
      /^There is no severity “bad”\. There is no gate “nope”\. \d+ findings are here, and none fits/,
    );
    const chosen = page.getByRole("combobox", { name: "gate" }).locator("option:checked");
    expect(await chosen.innerText()).toBe("nope (there is none)");
  });

  it("that it is not live any more, and that it is again", async () => {
    const { page, api } = await start();
    expect(await page.locator(".top .made").innerText()).toBe("live");
    api.refuseEvents(true);
    await soon(() => page.locator(".top .made").innerText()).toMatch(/^not live: review-nested ui has ended/);
    api.refuseEvents(false);
    await page.reload();
    await soon(() => page.locator(".top .made").innerText()).toBe("live");
  });

  it("which words are quoted side by side, and leads from note to note", async () => {
    const embedded = makePage({ notes: 6, gates: 4 });
    const { "area-0/note-0.md": note, "area-0/note-1.md": other } = embedded.notes;
    if (!note || !other) throw new Error("there is no note");
    note.text =
      "# A\n\nOne ends here. Two begins [there](note-1.md#x), [[note-2|as told]], [also][b], [gone](gone.md).\n\n[b]: note-1.md\n";
    note.links = [
      { written: "note-1.md#x", target: "area-0/note-1.md" },
      { written: "note-2|as told", target: "area-0/note-2.md" },
      { written: "note-1.md", target: "area-0/note-1.md" },
      { written: "gone.md", target: "area-0/gone.md" },
    ];
    const [entry] = embedded.page.findings.filter(({ notePath }) => notePath === note.notePath);
    const [finding] = entry?.findings ?? [];
    const [quote] = finding?.quotes ?? [];
    if (!entry || !finding || !quote?.place) throw new Error("there is no finding");
    const { place } = quote;
    const quoteOf = (words: string) => {
      const startOffset = note.text.indexOf(words);
      return [{ text: words, place: { ...place, startOffset, endOffset: startOffset + words.length } }];
    };
    entry.findings = [
      { ...finding, key: "1".repeat(16), quotes: quoteOf("One ends here.") },
      { ...finding, key: "2".repeat(16), quotes: quoteOf(" Two begins") },
    ];
    embedded.page.findings = [entry];
    const watched = await open();
    const { page, problems } = watched;
    await show(watched, writeReport(embedded), "#/note/area-0/note-0.md");
    expect(
      await page
        .locator("mark")
        .evaluateAll((all) => all.map((mark) => getComputedStyle(mark).borderRightWidth)),
    ).toEqual(["2px", "2px"]);
    const links = page.locator(".prose a");
    expect(
      await links.evaluateAll((all) => all.map((link) => [link.textContent, link.getAttribute("href")])),
    ).toEqual([
      ["there", "#/note/area-0/note-1.md"],
      ["note-2|as told", "#/note/area-0/note-2.md"],
      ["also", "#/note/area-0/note-1.md"],
    ]);
    await links.first().click();
    await soon(() => page.locator("h1.path").innerText()).toBe("area-0/note-1.md");
    expect(problems).toEqual([]);
  });

  it("what a person decided in the reviewer's place by a sign of its own, and folds by the address", async () => {
    const embedded = makePage({ notes: 20, gates: 8 });
    const pair = embedded.page.pairs.find(({ state, verdicts }) => state === "fresh" && verdicts.length > 0);
    const [verdict] = pair?.verdicts ?? [];
    if (!verdict) throw new Error("nothing was decided");
    Object.assign(verdict, { isOverridden: true, decision: "pass" });
    const watched = await open();
    const { page } = watched;
    await show(watched, writeReport(embedded));
    expect(await page.locator(".heat-row.note .cell.overridden").getAttribute("aria-label")).toMatch(
      /: pass \(overridden\)/,
    );
    await page.getByRole("button", { name: /area-0/ }).click();
    await page.getByRole("button", { name: /clarity/ }).click();
    const rows = await page.locator(".heat-row.note").count();
    await page.reload();
    await page.locator(".heat-row.note").first().waitFor();
    expect(await page.locator(".heat-row.note").count()).toBe(rows);
    expect(await page.locator('[aria-expanded="false"]').allInnerTexts()).toEqual([
      expect.stringContaining("clarity"),
      expect.stringContaining("area-0"),
    ]);
  });

  it.each([320, 400])("every column of numbers in a window of %i pixels", async (width) => {
    const watched = await open({ viewport: { width, height: 800 } });
    const url = writeReport(makePage({ notes: 12, gates: 8 }));
    for (const hash of ["#/runs", "#/gate/clarity/gate-00", "#/compare"]) {
      await show(watched, url, hash);
      const cut = await watched.page.evaluate(() =>
        [...document.querySelectorAll(".table-box, .runs-list")]
          .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
          .map(({ outerHTML }) => outerHTML.slice(0, 200)),
      );
      expect({ hash, cut }).toEqual({ hash, cut: [] });
    }
  });

  it("the line on which words stood that are gone", async () => {
    const embedded = makePage({ notes: 6, gates: 4 });
    const [entry] = embedded.page.findings;
    const [finding] = entry?.findings ?? [];
    if (!entry || !finding) throw new Error("there is no finding");
    entry.findings = [{ ...finding, isNew: true, quotes: [{ text: "words that are gone", wasLine: 12 }] }];
    embedded.page.findings = [entry];
    const watched = await open();
    await show(watched, writeReport(embedded), "#/queue");
    expect(await watched.page.locator(".item .where").innerText()).toContain("was line 12");
    expect(await watched.page.locator(".in-place .quote").innerText()).toBe(
      "was line 12 words that are gone",
    );
  });

  it("no count twice, and nothing new where all is", async () => {
    const embedded = makePage({ notes: 6, gates: 4 });
    for (const pair of embedded.page.pairs) if (pair.state !== "fresh") pair.state = "missing-review";
    for (const entry of embedded.page.findings) for (const finding of entry.findings) finding.isNew = true;
    for (const entry of embedded.page.waived) for (const finding of entry.findings) finding.isNew = true;
    const watched = await open();
    const url = writeReport(embedded);
    await show(watched, url);
    const counts = await watched.page.locator(".counts a").allInnerTexts();
    expect(counts.filter((text) => /stale|never/.test(text))).toEqual([
      expect.stringMatching(/^\d+ stale: never reviewed$/),
    ]);
    await show(watched, url, "#/queue");
    expect(await watched.page.locator(".tag.new").count()).toBe(0);
  });
});
