import { describe, expect, it } from "vitest";
import type { EmbeddedPage } from "../../src/api/page-source.ts";
import { executablePath, PATIENT, show, soon, useBrowser, writeReport } from "./browser.ts";
import { startLive } from "./live.ts";
import { makePage } from "./make-page.ts";

/** After a finding's gate was edited: what it found is left out, and its pair is stale. */
function changeGate({ page, notes }: EmbeddedPage) {
  const [entry] = page.findings.splice(0, 1);
  if (!entry) throw new Error("there is no finding");
  const { notePath, gateId, modelId, acceptanceId, decision } = entry;
  page.gateChanged = [{ ...entry, staleReason: "gate-changed" }];
  page.leftOut = { gateChanged: 1, gateGone: 0, noteGone: 2, carriedOver: 0, notApplicable: 0 };
  const pair = page.pairs.find(
    ({ note, gate }) => page.notes[note]?.notePath === notePath && page.gates[gate]?.gateId === gateId,
  );
  const note = notes[notePath];
  const event = note?.history.find((each) => each.gateId === gateId);
  if (!pair || !note || !event) throw new Error("there is no such pair");
  pair.state = "gate-changed";
  pair.verdicts = [{ model: page.modelIds.indexOf(modelId), decision, isNow: false }];
  Object.assign(event, { id: acceptanceId, modelId, decision });
  return { entry, event, pair };
}

describe.skipIf(!executablePath)("what was found before a gate changed", PATIENT, () => {
  const { open } = useBrowser();

  it("is said to be left out, with the way to it, and the gate does not deny it", async () => {
    const embedded = makePage({ notes: 6, gates: 3 });
    const { entry } = changeGate(embedded);
    const { gateId } = entry;
    embedded.page.findings = embedded.page.findings.filter((each) => each.gateId !== gateId);
    const watched = await open();
    const { page, problems } = watched;
    const url = writeReport(embedded);
    await show(watched, url, "#/queue");
    expect(await page.locator(".left-out li").allInnerTexts()).toEqual([
      "left out: 1 pair whose gate changed since, with 1 finding",
      "left out: 2 pairs whose note is gone or broken",
    ]);
    await page.locator(".left-out").getByRole("link", { name: "1 finding" }).click();
    await soon(() => page.locator("h1").innerText()).toBe("1 finding, made before their gates changed");
    expect(await page.locator(".in-place .tag.stale").innerText()).toBe("the gate changed since");
    expect(await page.locator(".in-place .aside").innerText()).toContain("so it does not count");
    await show(watched, url, `#/gate/${gateId}`);
    expect(await page.getByText("of before the gate changed is left out").count()).toBe(1);
    await show(watched, url);
    const name = `${gateId}: stale: the gate changed; ${entry.modelId}: ${entry.decision} (before the change)`;
    expect(await page.getByRole("link", { name }).first().innerText()).toBe("F");
    expect(problems).toEqual([]);
  });

  it("is shown before it can be accepted, and comes back with that", async () => {
    const { page, api } = await startLive({ open });
    const { entry } = changeGate(api.embedded);
    api.send({ kind: "changed" });
    const { notePath, gateId, modelId } = entry;
    const told = () => page.locator(".announced [role=status]").innerText();
    await page.evaluate((path) => {
      location.hash = `#/note/${path}`;
    }, notePath);
    await page.getByText(/How it stands against/).click();
    const row = page.locator(".pairs tr", { has: page.getByRole("rowheader", { name: gateId }) });
    await soon(() => row.innerText()).toContain(`${entry.decision} ${modelId} (before the change)`);
    await row.getByRole("link", { name: "1 finding" }).click();
    await soon(() => page.locator("article.current .message-text").innerText()).toContain(
      entry.findings[0]?.message ?? "",
    );
    await row.getByRole("button", { name: "accept" }).click();
    await soon(told).toContain("what was found still holds. 1 finding back in the queue.");
    await soon(() => row.getByRole("button", { name: "accept" }).count()).toBe(0);
    await page.keyboard.press("u");
    await soon(told).toContain("It is to be reviewed, or accepted, as before.");
    await soon(() => row.getByRole("button", { name: "accept" }).count()).toBe(1);
  });

  it("is shown also of a pair that passed, and of one that was reopened accept is offered", async () => {
    const { page, api } = await startLive({ open });
    const { entry, event, pair } = changeGate(api.embedded);
    api.embedded.page.gateChanged = [];
    Object.assign(event, { decision: "pass", acceptanceKind: "withdrawn" });
    Object.assign(pair, { state: "reopened", verdicts: [] });
    api.send({ kind: "changed" });
    await page.evaluate((path) => {
      location.hash = `#/note/${path}`;
    }, entry.notePath);
    await page.getByText(/How it stands against/).click();
    const row = page.locator(".pairs tr", { has: page.getByRole("rowheader", { name: entry.gateId }) });
    await soon(() => row.innerText()).toContain(`pass ${entry.modelId} (before the change) run 1`);
    expect(await row.getByRole("button", { name: "accept" }).count()).toBe(1);
  });
});
