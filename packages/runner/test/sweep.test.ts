import { rm, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { readNote, resolveGates } from "@review/corpus";
import { listAcceptanceEvents, listRuns } from "@review/db";
import { createRun, modelPartition, recordAndFinalizeRun } from "@review/lifecycle";
import { describe, expect, it } from "vitest";
import {
  acceptedPairs,
  endedBadly,
  gateway,
  passing,
  planAll,
  prepareSweep,
  reviewed,
  runnerBy,
  runSweep,
  type SweepSetup,
} from "./sweep-setup.ts";

/** What another process might do meanwhile: start a run of all gates on one note. */
async function startElsewhere({ corpus, ledger, gateIds }: SweepSetup, notePath: string, model: string) {
  const gates = await resolveGates(corpus, gateIds);
  return createRun(ledger, {
    notePath,
    modelId: modelPartition(model),
    runner: "other",
    note: await readNote(corpus, notePath),
    gates: gates.map(({ id, sha, text }) => ({ gateId: id, sha, text })),
  });
}

/** And complete it. */
async function reviewElsewhere(setup: SweepSetup, notePath: string, model: string) {
  const runId = await startElsewhere(setup, notePath, model);
  const gateReviews = setup.gateIds.map(
    (gateId) => ({ gateId, decision: "pass", rationaleMarkdown: "ok" }) as const,
  );
  await recordAndFinalizeRun(setup.ledger, { runId, gateReviews });
}

describe("a sweep", () => {
  it("reviews every pair once, batch by batch in their order, and sums up", async () => {
    const setup = await prepareSweep({ notes: 3, gateIds: ["prose/a", "prose/b"] });
    const runner = runnerBy(async (request) =>
      reviewed(request, {}, ({ gateId }) => (gateId === "prose/b" ? "WARN" : "PASS")),
    );
    const { summary, events } = await runSweep(setup, runner);
    expect(summary).toMatchObject({
      modelId: "opus",
      selected: 6,
      reviewed: 6,
      failed: 0,
      skipped: 0,
      notStarted: 0,
      decisions: { pass: 3, warn: 3, fail: 0 },
      invocations: 4,
      failures: [],
    });
    expect(summary.stopped).toBeUndefined();
    expect(events.filter(({ event }) => event === "batch-started")).toMatchObject([
      { batch: 1, notePaths: ["notes/n01.md", "notes/n02.md"], gateIds: ["prose/a"], pairs: 2 },
      { batch: 2, notePaths: ["notes/n03.md"], gateIds: ["prose/a"], pairs: 1 },
      { batch: 3, notePaths: ["notes/n01.md", "notes/n02.md"], gateIds: ["prose/b"], pairs: 2 },
      { batch: 4, notePaths: ["notes/n03.md"], gateIds: ["prose/b"], pairs: 1 },
    ]);
    const all = setup.notes.flatMap((note) => setup.gateIds.map((gate) => `${note} ${gate}`));
    expect(await acceptedPairs(setup.ledger, "opus")).toEqual(all);
  });

  it("has nothing to do without batches", async () => {
    const setup = await prepareSweep();
    const { summary, events } = await runSweep(setup, passing(), { batches: [] });
    expect(summary).toMatchObject({ selected: 0, invocations: 0 });
    expect(events.map(({ event }) => event)).toEqual(["sweep-started", "sweep-finished"]);
  });

  it("runs as many at once as it may, and never more, in about their order", async () => {
    const setup = await prepareSweep({ notes: 10 });
    let running = 0;
    let most = 0;
    const full = gateway();
    const runner = runnerBy(async () => {
      running += 1;
      most = Math.max(most, running);
      if (running === 3) full.open();
      // Nobody ends before there are three.
      await full.opened;
      await sleep(2);
      running -= 1;
      return {};
    });
    await runSweep(setup, runner, { jobs: 3, limits: { batchSize: 1 } });
    expect(most).toBe(3);
    const started = runner.requests.map(({ notes }) => setup.notes.indexOf(notes[0]?.notePath ?? ""));
    expect(started.toSorted((one, other) => one - other)).toEqual(setup.notes.map((_, index) => index));
    for (const [index, note] of started.entries()) expect(Math.abs(note - index)).toBeLessThan(3);
  });

  it("records results as they come: the first are accepted while others still run", async () => {
    const setup = await prepareSweep({ notes: 2 });
    const [slow, firstFinished] = [gateway(), gateway()];
    const runner = runnerBy(async ({ notes }) => {
      if (notes[0]?.notePath === "notes/n01.md") await slow.opened;
      return {};
    });
    const sweeping = runSweep(setup, runner, {
      jobs: 2,
      limits: { batchSize: 1 },
      onEvent: ({ event }) => event === "batch-finished" && firstFinished.open(),
    });
    await firstFinished.opened;
    expect(await acceptedPairs(setup.ledger, "opus")).toEqual(["notes/n02.md prose/a"]);
    slow.open();
    expect((await sweeping).summary.reviewed).toBe(2);
  });

  it("a bad block fails its own run, a failed invocation its own runs, and the rest goes on", async () => {
    const setup = await prepareSweep({ notes: 6 });
    const runner = runnerBy(async (request, _, call) => {
      if (call === 2) return endedBadly({ how: "crashed", message: "it crashed" });
      if (call !== 3) return {};
      return { text: reviewed(request).text.replace("## Result: PASS", "## Result: PERHAPS") };
    });
    const { summary, events } = await runSweep(setup, runner);
    expect(summary).toMatchObject({ reviewed: 3, failed: 3, notStarted: 0 });
    expect(summary.failures).toMatchObject([
      { notePath: "notes/n03.md", gateIds: ["prose/a"], reason: "it crashed" },
      { notePath: "notes/n04.md", gateIds: ["prose/a"], reason: "it crashed" },
      { notePath: "notes/n05.md", gateIds: ["prose/a"] },
    ]);
    expect(events.filter(({ event }) => event === "run-failed")).toMatchObject(
      summary.failures.map(({ how: _, ...failure }) => ({ ...failure, willRetry: false })),
    );
    const failed = await listRuns(setup.ledger, { status: "failed" });
    expect(failed.map(({ id }) => id).sort()).toEqual(summary.failures.map(({ runId }) => runId).sort());
  });

  it("stops after so many failed invocations in a row", async () => {
    const setup = await prepareSweep({ notes: 8 });
    const crash = endedBadly({ how: "crashed", message: "it crashed" });
    const runner = runnerBy(async (_, __, call) => (call === 2 ? {} : crash));
    const { summary } = await runSweep(setup, runner, { maxFailures: 3, limits: { batchSize: 1 } });
    expect(summary).toMatchObject({ reviewed: 1, failed: 4, notStarted: 3 });
    expect(summary.stopped).toEqual({
      why: "too-many-failures",
      message: "3 batches in a row failed",
    });
  });

  it.each([
    { how: "auth", message: "not logged in" },
    { how: "not-installed", message: "gone" },
    { how: "unknown-model", message: "no such model" },
    { how: "not-understood", message: "what is this" },
    { how: "usage-exhausted", message: "plan exhausted", resetsAt: "2026-03-01T15:00:00.000Z" },
  ] as const)("stops at once for $how, with the remaining pairs untouched", async (ended) => {
    const setup = await prepareSweep({ notes: 6 });
    const runner = runnerBy(async (_, __, call) => (call === 2 ? endedBadly(ended) : {}));
    const { summary } = await runSweep(setup, runner);
    const { how, ...told } = ended;
    expect(summary).toMatchObject({ reviewed: 2, failed: 2, notStarted: 2, stopped: { why: how, ...told } });
    expect(await listRuns(setup.ledger)).toHaveLength(4);
  });

  it("keeps what ran beside a batch that stops it", async () => {
    const setup = await prepareSweep({ notes: 6 });
    const [both, stopped] = [gateway(), gateway()];
    const runner = runnerBy(async (_, __, call) => {
      if (call === 2) both.open();
      await both.opened;
      if (call === 1) return endedBadly({ how: "usage-exhausted", message: "plan exhausted" });
      await stopped.opened;
      return {};
    });
    const onEvent = ({ event }: { event: string }) => event === "batch-finished" && stopped.open();
    const { summary } = await runSweep(setup, runner, { jobs: 2, onEvent });
    expect(summary).toMatchObject({ reviewed: 2, failed: 2, notStarted: 2 });
  });

  it("counts tokens and cost of an invocation once, however many runs it served", async () => {
    const setup = await prepareSweep({ notes: 4 });
    const usage = { inputTokens: 100, outputTokens: 10, cachedInputTokens: 50, reasoningTokens: 5 };
    const runner = runnerBy(async () => ({ telemetry: { usage, costUsd: 0.5 } }));
    const { summary, events } = await runSweep(setup, runner);
    expect(summary).toMatchObject({ costUsd: 1, unpriced: 0, invocations: 2 });
    expect(summary.usage).toEqual({
      inputTokens: 200,
      outputTokens: 20,
      cachedInputTokens: 100,
      reasoningTokens: 10,
    });
    expect(events.filter(({ event }) => event === "batch-finished")).toMatchObject([
      { usage, costUsd: 0.5, completed: 2, failed: 0, decisions: { pass: 2 } },
      { usage, costUsd: 0.5 },
    ]);
  });
});

it("tells how many invocations have no price that is known", async () => {
  const prices = [{ costUsd: 0.5 }, {}];
  const runner = runnerBy(async () => ({ telemetry: prices.shift() ?? {} }));
  const { summary } = await runSweep(await prepareSweep({ notes: 4 }), runner);
  expect(summary).toMatchObject({ costUsd: 0.5, unpriced: 1, invocations: 2 });
});

describe("never twice", () => {
  it("does not send what another process accepted meanwhile", async () => {
    const setup = await prepareSweep({ notes: 4 });
    const runner = runnerBy(async (_, __, call) => {
      if (call === 1) await reviewElsewhere(setup, "notes/n03.md", "opus");
      return {};
    });
    const { summary, events } = await runSweep(setup, runner);
    expect(summary).toMatchObject({ reviewed: 3, skipped: 1, notStarted: 0 });
    expect(events).toContainEqual({
      event: "pair-skipped",
      notePath: "notes/n03.md",
      gateId: "prose/a",
      reason: "fresh by now",
    });
    expect(runner.requests[1]?.notes.map(({ notePath }) => notePath)).toEqual(["notes/n04.md"]);
    expect(await listAcceptanceEvents(setup.ledger)).toHaveLength(4);
  });

  it("does not send a gate that was edited meanwhile: its text would be paid for and not count", async () => {
    const setup = await prepareSweep({ notes: 4 });
    const runner = runnerBy(async (_, __, call) => {
      if (call === 1)
        await writeFile(`${setup.corpus.root}/gates/prose/a.md`, "Is it quite another question?\n");
      return {};
    });
    const { summary, events } = await runSweep(setup, runner);
    expect(summary).toMatchObject({ reviewed: 2, skipped: 2, invocations: 1 });
    expect(events).toContainEqual({
      event: "pair-skipped",
      notePath: "notes/n04.md",
      gateId: "prose/a",
      reason: "its gate was edited or removed meanwhile",
    });
  });

  it("starts no process for a batch that is fresh as a whole", async () => {
    const setup = await prepareSweep({ notes: 2 });
    for (const note of setup.notes) await reviewElsewhere(setup, note, "opus");
    const runner = passing();
    const { summary, events } = await runSweep(setup, runner);
    expect(summary).toMatchObject({ skipped: 2, invocations: 0 });
    expect(runner.requests).toEqual([]);
    expect(events.map(({ event }) => event)).not.toContain("batch-started");
  });

  it("counts the model that the first answer reveals: what is fresh under it is not sent", async () => {
    const setup = await prepareSweep({ notes: 6 });
    for (const note of ["notes/n03.md", "notes/n06.md"])
      await reviewElsewhere(setup, note, "claude-opus-4-8-high");
    const telemetry = { model: "claude-opus-4-8", effort: "high", modelEvidence: "observed" } as const;
    const runner = runnerBy(async () => ({ telemetry }));
    const { summary, events } = await runSweep(setup, runner);
    const modelId = "claude-opus-4-8-high";
    expect(summary).toMatchObject({
      modelId: "opus",
      reviewed: 4,
      skipped: 2,
      judgedBy: { [modelId]: 4 },
    });
    expect(events.filter(({ event }) => event === "other-model")).toEqual([
      { event: "other-model", requestedModelId: "opus", modelId, counts: true },
    ]);
    expect(runner.requests.map(({ notes }) => notes.map(({ notePath }) => notePath))).toEqual([
      ["notes/n01.md", "notes/n02.md"],
      ["notes/n04.md"],
      ["notes/n05.md"],
    ]);
    // Asked by the same name again, everything is fresh.
    const again = passing();
    expect((await runSweep(setup, again)).summary).toMatchObject({ modelId: "opus", skipped: 6 });
    expect(again.requests).toEqual([]);
  });

  it("an answer without evidence of its model is recorded under the name asked for, and both count", async () => {
    const setup = await prepareSweep({ notes: 4 });
    const [both, second] = [gateway(), gateway()];
    const observed = { model: "claude-opus-4-8", modelEvidence: "observed" } as const;
    // The first tells which model answered, the second that there were several.
    const runner = runnerBy(async (_, __, call) => {
      if (call === 2) both.open();
      await both.opened;
      if (call === 2) await second.opened;
      return { telemetry: call === 2 ? { model: "mixed" } : observed };
    });
    const { summary, events } = await runSweep(setup, runner, {
      jobs: 2,
      limits: { batchSize: 1 },
      onEvent: (event) => event.event === "batch-started" && event.batch === 4 && second.open(),
    });
    expect(summary).toMatchObject({ modelId: "opus", judgedBy: { "claude-opus-4-8": 3, opus: 1 } });
    expect(events.filter(({ event }) => event === "other-model")).toHaveLength(1);
    expect((await runSweep(setup, passing())).summary).toMatchObject({ skipped: 4, invocations: 0 });
  });

  it("puts off a batch that somebody else is at work on until the others have had their turn", async () => {
    const setup = await prepareSweep({ notes: 6 });
    // Like the run of a sweep that was killed: nobody will ever end it.
    await startElsewhere(setup, "notes/n01.md", "opus");
    await startElsewhere(setup, "notes/n03.md", "another-model");
    const runner = passing();
    const { summary } = await runSweep(setup, runner);
    expect(runner.requests.map(({ notes }) => notes[0]?.notePath)).toEqual([
      "notes/n03.md",
      "notes/n05.md",
      "notes/n01.md",
    ]);
    expect(summary).toMatchObject({ reviewed: 6, skipped: 0 });
  });

  it("skips a note that has gone, and reviews one in the text it has by then", async () => {
    const setup = await prepareSweep({ notes: 4 });
    const runner = runnerBy(async (_, __, call) => {
      if (call === 1) {
        await rm(`${setup.corpus.root}/notes/n03.md`);
        await writeFile(`${setup.corpus.root}/notes/n04.md`, "rewritten");
      }
      return {};
    });
    const { summary, events } = await runSweep(setup, runner);
    expect(summary).toMatchObject({ reviewed: 3, skipped: 1 });
    expect(events.find(({ event }) => event === "pair-skipped")).toMatchObject({
      notePath: "notes/n03.md",
      reason: expect.stringContaining("notes/n03.md does not exist"),
    });
    expect(runner.requests[1]?.prompt).toContain("rewritten");
    const { sha } = await readNote(setup.corpus, "notes/n04.md");
    expect((await listAcceptanceEvents(setup.ledger)).at(-1)).toMatchObject({ acceptedNoteSha: sha });
  });
  it("says of a run what changed while it was judged", async () => {
    const setup = await prepareSweep({ notes: 2 });
    const { root } = setup.corpus;
    const runner = runnerBy(async (_, __, call) => {
      if (call === 1) await writeFile(`${root}/notes/n01.md`, "rewritten");
      else await writeFile(`${root}/gates/prose/a.md`, "# Another question");
      return {};
    });
    const { events } = await runSweep(setup, runner, { limits: { batchSize: 1 } });
    const completed = events.filter((each) => each.event === "run-completed");
    expect(completed.map(({ changedSince }) => changedSince)).toEqual([
      { note: true, gates: [] },
      { note: false, gates: ["prose/a"] },
    ]);
    const calm = await runSweep(await prepareSweep({ notes: 1 }), passing());
    expect(calm.events.find(({ event }) => event === "run-completed")).not.toHaveProperty("changedSince");
  });
});

describe("prompts", () => {
  it.each([
    ["by gate", { groupBy: "gate", batchSize: 3 }, [3, 3]],
    ["by note, one lens each", { groupBy: "note", batchSize: 12 }, [1, 1, 1, 1, 1, 1]],
    ["by note, lenses mixed", { groupBy: "note", batchSize: 12, mixLenses: true }, [2, 2, 2]],
    ["within promptBytes", { groupBy: "gate", batchSize: 3, promptBytes: 110 }, [2, 1, 2, 1]],
    [
      "a single pair above promptBytes alone",
      { groupBy: "gate", batchSize: 3, promptBytes: 1 },
      [1, 1, 1, 1, 1, 1],
    ],
  ] as const)("%s", async (_, limits, sizes) => {
    const setup = await prepareSweep({ notes: 3, gateIds: ["claims/a", "prose/b"] });
    const runner = passing();
    const { summary } = await runSweep(setup, runner, { limits });
    expect(summary.reviewed).toBe(6);
    expect(runner.requests.map(({ notes }) => notes.flatMap(({ gates }) => gates).length)).toEqual(sizes);
    expect((await planAll(setup, limits)).map(({ length }) => length)).toEqual(sizes);
  });
});
