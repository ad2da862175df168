import type { ModelId } from "@review/db";
import type { Costs, SharedSweepEntry } from "@review/views";
import { describe, expect, it } from "vitest";
import { executablePath, PATIENT, show, soon, useBrowser, writeReport } from "./browser.ts";
import { startLive } from "./live.ts";
import { AT, makePage } from "./make-page.ts";

/** What a runner that tells nothing leaves behind. */
const UNTOLD: Costs = {
  ...{
    runs: 3,
    pairs: 24,
    reviewedPairs: 24,
    failedPairs: 0,
    invocations: 3,
    costUsd: 0,
    unpriced: 3,
    pricedPairs: 0,
  },
  ...{ inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, durationMs: 0 },
};

describe.skipIf(!executablePath)("the runs on the page", PATIENT, () => {
  const { open } = useBrowser();

  it("have what a batch took once, and say with which run", async () => {
    const watched = await open();
    const embedded = makePage({ notes: 6, gates: 3 });
    const { page: document } = embedded;
    const batch = { invocationId: "one", durationMs: 61_000, costUsd: 0.5 };
    document.runs = document.runs.map((run, at) => (at < 3 ? { ...run, telemetry: batch } : run));
    const url = writeReport(embedded);
    await show(watched, url, "#/runs");
    const { page, problems } = watched;
    const row = (id: number) => page.locator(".run-row", { has: page.locator(`a[href="#/run/${id}"]`) });
    await soon(() => row(1).first().innerText()).toContain("1 min 1 s for 3 runs");
    expect(await row(1).first().innerText()).toContain("$0.5000 for 3 runs");
    const second = page.locator(".run-row").nth(2);
    expect(await second.innerText()).toMatch(/with run 1\s+with run 1/);
    expect(await page.locator(".runs-list").innerText()).not.toMatch(/1 min 1 s(?! for)/);
    expect(await page.locator(".run-row").nth(5).innerText()).toContain("$0.0123");
    await show(watched, url, "#/run/2");
    expect(await page.locator("main").innerText()).toContain(
      "One call of the reviewer was for this run and 2 others: run 1, run 3.",
    );
    expect(problems).toEqual([]);
  });

  it("are looked for in the whole ledger, where there is one, under every model that has any", async () => {
    const { page, api, problems } = await startLive({ open }, "#/runs");
    const [newest] = api.embedded.page.runs;
    if (!newest) throw new Error("there is no run");
    const old = { ...newest, modelId: "old-1" as ModelId, notePath: "old.md", failureReason: "no answer" };
    api.olderRuns.push(...Array.from({ length: 3 }, (_, at) => ({ ...old, id: 2000 + at })));
    const [ofModel] = api.embedded.costs.byModel;
    if (ofModel) api.embedded.costs.byModel.push({ ...ofModel, name: "old-1" });
    api.embedded.page.allRuns = 33;
    api.send({ kind: "changed" });
    const head = () => page.locator("h1").innerText();
    await soon(head).toBe("The newest 30 of 33 runs");
    await page.getByRole("combobox", { name: "model" }).selectOption("old-1");
    await soon(head).toBe("3 runs of 33 in the ledger");
    expect(await page.locator(".runs-list").innerText()).toContain("old.md");
    const costs = page.getByRole("table", { name: "What each model cost" });
    expect(await costs.innerText()).toContain("those that fit");
    await page.getByLabel("search runs").fill("nothing says this");
    await soon(head).toBe("0 runs of 33 in the ledger");
    expect(await page.locator("main .message").innerText()).toBe("No run fits what is chosen above.");
    expect(problems).toEqual([]);
  });

  it("are in a report the newest, and it says so", async () => {
    const watched = await open();
    const embedded = makePage({ notes: 30, gates: 3, models: ["a", "b"] });
    embedded.page.allRuns = 3186;
    const url = writeReport(embedded);
    const { page } = watched;
    const head = () => page.locator("h1").innerText();
    await show(watched, url, "#/runs");
    expect(await head()).toBe("The newest 30 of 3,186 runs");
    const isOfAll = page.getByText("What is told of costs is of all runs");
    expect(await isOfAll.count()).toBe(0);
    await show(watched, url, "#/runs?model=a");
    expect(await isOfAll.count()).toBe(1);
    expect(await head()).toBe("15 runs of the newest 30 here, of 3,186 in the ledger");
    await show(watched, url, "#/runs?q=nothing");
    expect(await head()).toBe("0 runs of the newest 30 here, of 3,186 in the ledger");
    expect(await page.locator("main .message").innerText()).toBe(
      "None of the newest 30 runs, which are here, fits what is chosen above: review-nested ui looks among all 3,186.",
    );
  });

  it("show what nobody told as that, not as nothing, and a failed run not as a failed gate", async () => {
    const watched = await open();
    const embedded = makePage({ notes: 6, gates: 3, models: ["a", "b"] });
    const { page: document, costs: told } = embedded;
    const [first, second] = told.byModel;
    if (!first || !second) throw new Error("no costs were made");
    const uncalled = { ...UNTOLD, invocations: 0, unpriced: 0 };
    told.byModel = [
      { ...UNTOLD, name: first.name },
      { ...uncalled, name: second.name },
    ];
    told.byGate = told.byGate.map(({ name }) => ({ ...UNTOLD, name }));
    document.runs = document.runs.map((run) => ({ ...run, telemetry: { durationMs: 0 } }));
    const url = writeReport(embedded);
    await show(watched, url, "#/runs");
    const { page } = watched;
    const costs = page.getByRole("table", { name: "What each model cost" });
    const rowOf = async (at: number) =>
      (await costs.getByRole("row").nth(at).innerText()).split(/\s+/).join(" ");
    expect(await rowOf(0)).toBe("model runs pairs calls cost tokens in tokens out time");
    expect(await rowOf(1)).toBe("a 3 24 3 unknown – – –");
    expect(await rowOf(2)).toBe("b 3 24 0 – – – –");
    const list = await page.locator(".runs-list").innerText();
    expect(list).not.toMatch(/0 ms|\$0\.00/);
    expect(list).toContain("–");
    const sign = await page
      .locator(".status.failed")
      .first()
      .evaluate((element) => getComputedStyle(element, "::before").content);
    expect(sign).toBe("none");
    await show(watched, url, "#/gate/clarity/gate-00");
    expect(await page.locator(".figures").innerText()).toMatch(/cost\s+unknown/);
  });
});

/** A shared sweep of twelve pairs. */
const sweep = (of: Partial<SharedSweepEntry>): SharedSweepEntry => ({
  ...{ sweepId: 7, state: "open", runner: "claude-code", model: "opus", modelId: "opus" as ModelId },
  ...{
    madeBy: { pid: 1, host: "build-3" },
    madeAt: AT,
    limits: { maxFailures: 10 } as SharedSweepEntry["limits"],
  },
  ...{ pairs: 12, reviewed: 3, failed: 1, skipped: 0, open: 8, batches: { all: 6, done: 2, taken: 1 } },
  ...{ lost: { batches: 0, pairs: 0 }, costUsd: 1.5, tokens: 900 },
  ...of,
});

describe.skipIf(!executablePath)("shared sweeps on the page", PATIENT, () => {
  const { open } = useBrowser();

  it("show how far they are as they are told, and what became of them", async () => {
    const { page, api, problems } = await startLive({ open }, "#/runs");
    expect(await page.getByText("Shared sweeps").count()).toBe(0);
    const listed = () => page.locator(".sweep").allInnerTexts();
    api.send({ kind: "sweeps", sweeps: [sweep({})] });
    await soon(listed).toEqual([
      expect.stringContaining("4 of 12 pairs, 3 reviewed, 1 failed, 1 batch under way"),
    ]);
    api.send({ kind: "sweeps", sweeps: [sweep({ costUsd: undefined, tokens: undefined })] });
    await soon(listed).toEqual([expect.stringContaining("cost unknown")]);
    expect(await listed()).toEqual([
      expect.stringMatching(/^sweep 7 running claude-code \(opus\), .* on build-3/),
    ]);
    const far = page.getByRole("progressbar", { name: "how far sweep 7 is" });
    expect(await far.evaluate((element) => (element as HTMLProgressElement).value)).toBe(4);
    const idle = { all: 6, done: 6, taken: 0 };
    const reason = "usage of the plan is exhausted";
    api.send({
      kind: "sweeps",
      sweeps: [
        sweep({ batches: { all: 6, done: 2, taken: 0 } }),
        sweep({ sweepId: 6, state: "stopped", reason, batches: idle }),
        sweep({ sweepId: 5, state: "cancelled", batches: { ...idle, taken: 2 } }),
        ...[4, 3, 2, 1].map((sweepId) => sweep({ sweepId, state: "finished", batches: idle, endedAt: AT })),
      ],
    });
    await soon(async () => (await listed())[0]).toContain("sweep 7 waiting for workers");
    expect((await listed())[1]).toContain(reason);
    expect((await listed())[2]).toContain("sweep 5 cancelled, ending what is under way");
    expect(await page.locator(".sweeps details summary").innerText()).toBe("2 older");
    expect(problems).toEqual([]);
  });

  it("stand in a report as they were when it was made", async () => {
    const watched = await open();
    const embedded = makePage({ notes: 6, gates: 3 });
    embedded.page.sweeps = [sweep({ state: "finished", batches: { all: 6, done: 6, taken: 0 } })];
    await show(watched, writeReport(embedded), "#/runs");
    expect(await watched.page.locator(".sweep").innerText()).toContain("sweep 7 finished");
  });
});
