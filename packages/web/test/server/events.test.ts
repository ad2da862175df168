import { get, type IncomingMessage } from "node:http";
import { type Ledger, openLedger } from "@review/db";
import { modelPartition, recordOpinions, settleQuarantines } from "@review/lifecycle";
import { expect, it, vi } from "vitest";
import type { PageEvent } from "../../src/api/page-source.ts";
import { makeScene, NOTE, opus, type Scene } from "./scene.ts";

/** An open page that is told what happens. */
async function listen({ port, token }: Scene) {
  const events: PageEvent[] = [];
  let isEnded = false;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`http://127.0.0.1:${port}/api/events?token=${token}`, resolve).on("error", reject);
  });
  response.setEncoding("utf8");
  response.on("data", (text: string) => {
    for (const line of text.split("\n")) {
      if (line.startsWith("data: ")) events.push(JSON.parse(line.slice(6)) as PageEvent);
    }
  });
  response.on("close", () => {
    isEnded = true;
  });
  response.on("error", () => {});
  return { events, response, isEnded: () => isEnded };
}

const WAIT = { timeout: 20_000, interval: 20 };

it("tells that a note was saved, which the page then shows as stale", async () => {
  const scene = await makeScene();
  const states = async () => (await scene.page()).pairs.filter(({ state }) => state === "fresh").length;
  expect(await states()).toBe(2);
  const { events, response } = await listen(scene);
  scene.write(NOTE, "# A\n\nPlain text.\n\nSaved.\n");
  await vi.waitFor(() => expect(events).toContainEqual({ kind: "changed" }), WAIT);
  expect(await states()).toBe(0);
  response.destroy();
});

it("tells how the runs of others stand, counted from when the page was opened", async () => {
  const scene = await makeScene();
  await scene.page();
  const { events, response } = await listen(scene);
  const runId = await scene.start(["claims/title"]);
  const running = { kind: "progress", running: [{ runId, notePath: NOTE }], ended: 0, failed: 0 };
  await vi.waitFor(() => expect(events).toContainEqual(running), WAIT);
  const later = await listen(scene);
  await vi.waitFor(() => expect(later.events).toContainEqual(running), WAIT);
  await scene.finish(runId, { "claims/title": "pass" });
  await vi.waitFor(
    () => expect(events).toContainEqual({ kind: "progress", running: [], ended: 1, failed: 0 }),
    WAIT,
  );
  expect(events.filter(({ kind }) => kind === "changed").length).toBeGreaterThan(0);
  response.destroy();
  later.response.destroy();
});

it("tells the other tabs what one of them decided", async () => {
  const scene = await makeScene();
  const pair = await scene.seen("prose/clarity");
  const { events, response } = await listen(scene);
  await scene.decide({ kind: "reopen", pair, remark: "look again" });
  await vi.waitFor(() => expect(events).toContainEqual({ kind: "changed" }), WAIT);
  response.destroy();
});

it("makes the page once for each change, however many ask", async () => {
  const scene = await makeScene();
  await Promise.all([scene.page(), scene.page(), scene.page()]);
  await scene.page();
  expect(scene.made()).toBe(1);
  scene.write(NOTE, "# A\n\nPlain text.\n\nSaved.\n");
  await scene.page();
  expect(scene.made()).toBe(2);
});

it("ends open pages and idle connections when it is closed", async () => {
  const scene = await makeScene();
  const { isEnded } = await listen(scene);
  await scene.ask("/", { headers: { connection: "keep-alive" } });
  await scene.close();
  await vi.waitFor(() => expect(isEnded()).toBe(true), WAIT);
  await expect(scene.ask("/")).rejects.toThrow(/ECONNREFUSED|socket hang up/);
});

it("tells that another process quarantined a gate, said what it thinks of a finding, or acknowledged by sample", async () => {
  const scene = await makeScene();
  const told = async (change: (ledger: Ledger) => Promise<unknown>) => {
    await scene.page();
    const { events, response } = await listen(scene);
    await using ledger = await openLedger(scene.url);
    await change(ledger);
    await vi.waitFor(() => expect(events).toContainEqual({ kind: "changed" }), WAIT);
    response.destroy();
    return scene.page();
  };
  const gate = await scene.seen("prose/clarity");
  const evidence = {
    ...{ reviews: [1], hits: { count: 0, of: 1 }, falseAlarms: { count: 0, of: 0 } },
    ...{ minHits: 0.8, maxFalseAlarms: 0.2 },
  };
  const tested = [{ ...gate, modelId: opus, holds: false, reason: "finds nothing", evidence }];
  const quarantined = await told((ledger) => settleQuarantines(ledger, { tested, known: [] }));
  expect(quarantined.findings).toMatchObject([{ quarantined: "finds nothing" }]);
  const opinions = [{ findingId: 1, kind: "disputed", reason: "it is so" }] as const;
  const haiku = { modelId: modelPartition("haiku"), runner: "test" };
  const disputed = await told((ledger) => recordOpinions(ledger, { ...haiku, opinions }));
  expect(disputed.disputed).toMatchObject([{ findings: [{ disputed: { modelId: "haiku" } }] }]);
  const lock = { gate: "prose/clarity", gateVersion: gate.gateSha, model: "opus", kind: "lifted" };
  const at = new Date().toISOString();
  const lifted = await told(async () =>
    scene.write(
      "review.lock/quarantines.json",
      `[\n${JSON.stringify({ ...lock, at, reason: "holds" })}\n]\n`,
    ),
  );
  expect(lifted.findings[0]?.quarantined).toBeUndefined();
});
