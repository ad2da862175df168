import type { ModelId } from "@review/db";
import { describe, expect, it } from "vitest";
import type { EmbeddedPage } from "../../src/api/page-source.ts";
import { executablePath, PATIENT, show, soon, useBrowser, writeReport } from "./browser.ts";
import { AT, makePage } from "./make-page.ts";

const NOTE = "area-0/note-0.md";
const GATE = "clarity/gate-00";
const share = (count: number, of: number) => ({ count, of, low: 0.25, high: 1 });

/** A page on which the first finding is of a quarantined gate, the second is disputed, and the first pair was acknowledged by sample. */
function makeTestedPage(): EmbeddedPage {
  const embedded = makePage({ notes: 12, gates: 4 });
  const { page, notes, runs } = embedded;
  const [quarantined, disputed, ...findings] = page.findings;
  const event = notes[NOTE]?.history[0];
  if (!quarantined || !disputed || !event) throw new Error("the page has no findings");
  const said = { modelId: "haiku" as ModelId, reason: "the note says so", at: AT };
  page.findings = [{ ...quarantined, quarantined: "2 of 2 false alarms" }, ...findings];
  page.disputed = [
    { ...disputed, findings: disputed.findings.map((finding) => ({ ...finding, disputed: said })) },
  ];
  event.sample = { reviewed: 59, of: 1000, flipsAtMost: 48, confidence: 0.95 };
  const pair = page.pairs.find(({ note, gate }) => note === 0 && gate === 0);
  const [verdict] = pair?.verdicts ?? [];
  if (verdict) Object.assign(verdict, { model: page.modelIds.indexOf(event.modelId), disputed: 1 });
  embedded.cards = embedded.cards.map((card) => ({
    ...card,
    quarantined: "2 of 2 false alarms",
    ...(card.costs && { second: { opinions: 7, disputed: 3, costs: card.costs } }),
  }));
  embedded.tests = [
    {
      ...{ gateId: GATE, gateSha: "0", modelId: "gpt-5" as ModelId, verdict: "fails" },
      ...{ reasons: ["2 of 2 false alarms"], fixtures: { all: 5, reviewed: 4 } },
      ...{ hits: share(2, 3), falseAlarms: share(0, 0), quotes: { found: 1, of: 2 } },
      flips: { count: 1, of: 4 },
      wrong: [{ path: "gates/x.tests/bad.md", expect: "fail", decisions: ["pass", "warn"], notQuoted: [] }],
      reviewIds: [1, 2, 3],
    },
  ];
  const fixture = { gateId: GATE, path: "gates/x.tests/bad.md" };
  const [newest] = page.runs;
  if (newest) page.runs = [{ ...newest, fixture }, ...page.runs.slice(1)];
  const [id = 0] = Object.keys(runs).map(Number);
  const run = runs[id];
  if (run) runs[id] = { ...run, fixture: { gateId: GATE } };
  return embedded;
}

describe.skipIf(!executablePath)(
  "what tests of gates, second opinions and samples leave on the page",
  PATIENT,
  () => {
    const { open } = useBrowser();

    it("marks findings of a quarantined gate, and why, and disputed ones, which the queue keeps apart", async () => {
      const watched = await open();
      await show(watched, writeReport(makeTestedPage()), "#/queue");
      const { page, problems } = watched;
      const tag = (word: string) => page.locator(".finding-text .tag", { hasText: word });
      await soon(() => tag("gate quarantined").count()).toBeGreaterThan(0);
      expect(await tag("disputed").count()).toBe(0);
      await page.getByRole("combobox", { name: "show", exact: true }).selectOption("disputed");
      await soon(() => page.locator("h1").innerText()).toBe("1 disputed finding");
      await soon(() => tag("disputed").count()).toBeGreaterThan(0);
      expect(await page.getByText("the note says so").first().innerText()).toMatch(/^Disputed: .*by haiku/);
      expect(problems).toEqual([]);
    });

    it("says of a pair that it was acknowledged by sample, and what its finding is worth", async () => {
      const watched = await open();
      await show(watched, writeReport(makeTestedPage()), `#/note/${NOTE}`);
      const { page, problems } = watched;
      await page.locator("details.pairs summary").click();
      const row = page.locator("details.pairs tr", { hasText: GATE });
      const said =
        "acknowledged by sample: 59 of 1,000 reviewed, none decided otherwise; at most 4.8 % of the 1,000 would be decided otherwise, with 95 % confidence";
      expect(await row.innerText()).toContain(`(1 disputed) ${said}`);
      expect(await page.locator("details.pairs .by-sample").count()).toBe(1);
      await page.locator(".history summary").first().click();
      await soon(() => page.locator(".history li .by-sample").innerText()).toBe(said);
      expect(problems).toEqual([]);
    });

    it("shows with a gate what it made of its fixtures, and what second opinions said", async () => {
      const watched = await open();
      await show(watched, writeReport(makeTestedPage()), `#/gate/${GATE}`);
      const { page, problems } = watched;
      const rowOf = async (name: string) => {
        const text = await page.getByRole("table", { name }).getByRole("row").nth(1).innerText();
        return text.split(/\s+/).slice(1).join(" ");
      };
      expect(await rowOf("What the gate made of its fixtures, the small notes that test it")).toBe(
        "4 of 5 2 of 3 (25 to 100 %) – 1 of 2 1 of 4 –",
      );
      expect(await rowOf("What the gate did under each model")).toContain(" 3 of 7 ");
      expect(
        await page.getByText("gates/x.tests/bad.md under gpt-5: expected fail, decided pass, warn").count(),
      ).toBe(1);
      expect(
        await page
          .getByText(/^Quarantined under gpt-5 \(its own tests fail, .*\): 2 of 2 false alarms$/)
          .count(),
      ).toBe(1);
      expect(problems).toEqual([]);
    });

    it("names the fixture that a run was about", async () => {
      const watched = await open();
      await show(watched, writeReport(makeTestedPage()), "#/runs");
      const { page, problems } = watched;
      await soon(() => page.locator(".run-row", { hasText: "gates/x.tests/bad.md" }).count()).toBe(1);
      await page.getByLabel("search runs").fill("x.tests");
      await soon(() => page.locator("h1").innerText()).toBe("1 run of 12 in the ledger");
      await page.goto(page.url().replace(/#.*/, "#/run/1"));
      await soon(() => page.locator("main").innerText()).toContain(
        `a fixture (a small note that tests a gate) of ${GATE}: it is gone`,
      );
      expect(problems).toEqual([]);
    });
  },
);
