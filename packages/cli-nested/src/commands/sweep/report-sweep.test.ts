import { CHECKS_PARTITION, modelPartition } from "@review/lifecycle";
import { CHANGED_MEANWHILE, type StopReason, type SweepEvent, type SweepSummary } from "@review/runner";
import { fakeIo } from "@review/test-kit/fake-io.ts";
import { describe, expect, it } from "vitest";
import { sweepReporter } from "./report-sweep.ts";

const modelId = modelPartition("opus");
const summary: SweepSummary = {
  modelId,
  selected: 10,
  reviewed: 4,
  failed: 3,
  skipped: 2,
  notStarted: 1,
  decisions: { pass: 3, warn: 1, fail: 0 },
  judgedBy: { opus: 4 },
  failures: [{ runId: 7, notePath: "a.md", gateIds: ["x", "y", "z"], how: "crashed", reason: "it crashed" }],
  invocations: 5,
  retriedRuns: 0,
  usage: { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, reasoningTokens: 0 },
  costUsd: 1.234,
  unpriced: 0,
};
const one = { runId: 7, notePath: "a.md", gateIds: ["x"] };
const changed = [{ ...one, how: "bad-answer" as const, reason: `no judgement: ${CHANGED_MEANWHILE}` }];
const started: SweepEvent = {
  event: "sweep-started",
  pairs: 10,
  batches: 4,
  jobs: 2,
  runner: "codex",
  modelId,
};
const what = { batch: 3, notePaths: ["a.md", "b.md"], gateIds: ["prose/x"] };
const decisions = { pass: 1, warn: 0, fail: 0 };
const finished = {
  event: "batch-finished",
  ...what,
  durationMs: 2_345,
  completed: 1,
  failed: 1,
  decisions,
} as const;
const failed = (willRetry: boolean): Extract<SweepEvent, { event: "run-failed" }> => ({
  event: "run-failed",
  batch: 3,
  runId: 7,
  notePath: "a.md",
  gateIds: ["prose/x"],
  reason: "slow down",
  willRetry,
});

const completed: SweepEvent = {
  event: "run-completed",
  batch: 3,
  runId: 7,
  notePath: "a.md",
  modelId,
  gates: [],
};

/** What is told of some events and a summary: the data, and the talk line by line. */
async function tellOf(
  events: SweepEvent[],
  ending?: Partial<SweepSummary>,
  { quiet = false, json = false } = {},
) {
  const { io, out, err } = fakeIo();
  const reporter = await sweepReporter({ json, quiet }, { io, version: "0.0.0" });
  for (const event of events) reporter.report(event);
  reporter.end();
  if (ending) await reporter.finish({ ...summary, ...ending });
  return { out: out(), said: err().split("\n").slice(0, -1) };
}

describe("off a terminal", () => {
  it.each<[string, SweepEvent, string[]]>([
    ["what is ahead", started, ["codex: 10 pairs in 4 batches under opus"]],
    ["nothing for nothing", { ...started, pairs: 0 }, []],
    ["nothing at a batch's start", { event: "batch-started", ...what, pairs: 2 }, []],
    ["a line for a batch", finished, ["[3/0] prose/x, 2 notes: 1 pass, 1 run failed (2.3 s)"]],
    [
      "a batch of one note",
      { ...finished, notePaths: ["a.md"], gateIds: ["x", "y"], failed: 0 },
      ["[3/0] a.md, 2 gates: 1 pass (2.3 s)"],
    ],
    ["nothing of a failed run before its batch has ended", failed(false), []],
    [
      "a pause",
      { event: "paused", seconds: 30, jobs: 1, reason: "slow down" },
      ["waiting 30 s, then 1 reviewer at a time: slow down"],
    ],
    [
      "a skipped pair",
      { event: "pair-skipped", notePath: "a.md", gateId: "x", reason: "fresh by now" },
      ["skipped: a.md x: fresh by now"],
    ],
    [
      "another model",
      { event: "other-model", requestedModelId: modelId, modelId: modelPartition("small"), counts: true },
      ["asked for opus, recorded under small: that model answered"],
    ],
    [
      "another model than the name is pinned to",
      { event: "other-model", requestedModelId: modelId, modelId: modelPartition("small"), counts: false },
      [
        "asked for opus, recorded under small: that model answered, and what it accepts does not count: the name is pinned to opus",
      ],
    ],
    ["nothing of a completed run", completed, []],
    [
      "what changed meanwhile",
      { ...completed, changedSince: { note: true, gates: [] } },
      [
        "run 7 is recorded for the texts that it captured: a.md changed since, and the new text is not accepted by it",
      ],
    ],
  ])("tells %s", async (_, event, said) => {
    expect(await tellOf([event])).toEqual({ out: "", said });
  });

  it("tells runs of a batch that failed alike in one line, and later ones by the first", async () => {
    const run = (runId: number, notePath: string, batch = 3): SweepEvent => {
      return {
        ...failed(false),
        batch,
        runId,
        notePath,
        reason: `gate x of ${notePath} could not be judged`,
      };
    };
    const end = (batch: number): SweepEvent => ({ ...finished, batch });
    const other = { ...failed(false), runId: 9 };
    const events = [run(7, "a.md"), run(8, "b.md"), other, failed(true), end(3), run(10, "c.md", 4), end(4)];
    const { said } = await tellOf(events);
    expect(said.filter((line) => line.startsWith("failed"))).toEqual([
      "failed: 2 runs, such as run 7, a.md: gate x of a.md could not be judged",
      "failed: run 9, a.md: slow down",
      "failed: run 10, c.md: like run 7",
    ]);
  });

  it("adds up at the end", async () => {
    expect((await tellOf([], {})).said).toEqual([
      "reviewed 4 pairs: 3 pass, 1 warn; 3 pairs in 1 failed run; 2 skipped; 1 not started; $1.23",
      "run the same command again to go on with what is left",
    ]);
  });

  it("adds no unknown price up as nothing", async () => {
    const ending = { failed: 0, skipped: 0, notStarted: 0 };
    const said = async (costs: object) => (await tellOf([], { ...ending, ...costs })).said[0];
    expect(await said({ unpriced: 2 })).toMatch(/; \$1\.23 and more$/);
    expect(await said({ costUsd: 0, unpriced: 2 })).toBe("reviewed 4 pairs: 3 pass, 1 warn");
  });

  it("advises to give more time where that is what was lacking", async () => {
    const failures = [{ runId: 7, notePath: "a.md", gateIds: ["x"], how: "timeout" as const, reason: "r" }];
    expect((await tellOf([], { failures })).said.at(-1)).toBe(
      "run the same command again to go on with what is left, with a longer --timeout, or less at once (--batch-size)",
    );
  });

  it.each<[what: string, ending: Partial<SweepSummary>, helps: boolean]>([
    ["a broken check", { modelId: CHECKS_PARTITION }, false],
    ["a note that changed under its check", { modelId: CHECKS_PARTITION, failures: changed }, true],
    ["a reviewer of which no answer was taken", { reviewed: 0 }, false],
    ["one of several bad answers", {}, true],
  ])("says to run it again at once only where that may help: %s", async (_, ending, helps) => {
    const failures = [{ ...one, how: "bad-answer" as const, reason: "exit code 1" }];
    const { said } = await tellOf([], { notStarted: 0, failures, ...ending });
    const again = "run the same command again to go on with what is left";
    expect(said.at(-1)).toBe(
      helps ? again : `\`review-nested runs --status failed\` says why; when that is mended, ${again}`,
    );
  });

  it.each([
    [{ big: 15, small: 5 }, ["judged: 15 by big, 5 by small"]],
    [{ small: 5, big: 15 }, ["judged: 15 by big, 5 by small"]],
    [{ "claude-opus-4-8": 20 }, ["judged: 20 by claude-opus-4-8"]],
    [{ opus: 20 }, []],
    [{}, []],
  ])("says who judged how many, unless it was the one asked for: %j", async (judgedBy, said) => {
    const ending = { failed: 0, skipped: 0, notStarted: 0, costUsd: 0, judgedBy };
    expect((await tellOf([], ending)).said).toEqual(["reviewed 4 pairs: 3 pass, 1 warn", ...said]);
  });

  it("says why it stopped, and when the plan comes back", async () => {
    const stopped = { why: "usage-exhausted", message: "the plan is used up" } as const;
    const resetsAt = "2026-03-01T15:00:00.000Z";
    expect(
      (await tellOf([], { failed: 0, skipped: 0, costUsd: 0, stopped: { ...stopped, resetsAt } })).said,
    ).toEqual([
      "reviewed 4 pairs: 3 pass, 1 warn; 1 not started",
      "stopped: the plan is used up; it comes back at 2026-03-01T15:00:00.000Z",
      "run the same command again when it has come back, or ask another reviewer",
    ]);
  });

  it("says the time once, if the reviewer's own words say it", async () => {
    const resetsAt = "2026-12-01T15:00:00.000Z";
    const message = `the limit is reached: run the command again after ${resetsAt}`;
    const { said } = await tellOf([], { stopped: { why: "usage-exhausted", message, resetsAt } });
    expect(said).toContain(`stopped: ${message}`);
  });

  it("says what helps where another model than the one that counts answered", async () => {
    const failures = summary.failures.map((failure) => ({ ...failure, answeredBy: "small" }));
    const { said } = await tellOf([], { failures });
    expect(said.at(-1)).toMatch(/^small answered in place of .* without --exact-model .*, or name the model/);
  });

  it("advises nobody to run again what was too long for the model", async () => {
    const failures = summary.failures.map((failure) => ({ ...failure, how: "prompt-too-long" as const }));
    const { said } = await tellOf([], { failures });
    expect(said.at(-1)).toMatch(/^the same command would stop in the same way: send less at once/);
  });

  it.each<[why: StopReason, ending: object, advice: RegExp]>([
    ["auth", {}, /^mend that first, .*would stop in the same way$/],
    ["not-installed", {}, /^mend that first/],
    ["unknown-model", {}, /^name a model that this reviewer has/],
    ["budget-cannot-be-kept", {}, /^the same command would stop in the same way: leave the cap out/],
    ["budget", { reviewed: 0, failed: 0 }, /^the same command would stop in the same way: raise the cap/],
    ["budget", {}, /^run the same command again to go on with what is left$/],
    ["too-many-failures", {}, /^`review-nested runs --status failed` says why/],
    ["rate-limited", {}, /^run the same command again to go on with what is left$/],
  ])(
    "says what helps after %s, %j, and not to run in vain what would stop again",
    async (why, ending, advice) => {
      const stopped = { why, message: "so it is" };
      const { said } = await tellOf([], { failed: 1, notStarted: 7, stopped, ...ending });
      expect(said.at(-1)).toMatch(advice);
      expect(said.filter((line) => /same command/.test(line)).length).toBeLessThanOrEqual(1);
    },
  );

  it("says why it stopped also with --quiet: the exit code alone would not", async () => {
    const stopped = { why: "auth", message: "not logged in" } as const;
    expect((await tellOf([], { stopped }, { quiet: true })).said).toEqual(["stopped: not logged in"]);
  });

  it("says nothing else with --quiet", async () => {
    expect(await tellOf([started, finished, failed(false)], {}, { quiet: true })).toEqual({
      out: "",
      said: [],
    });
  });

  it("tells events as lines of JSON with --json, and nothing else", async () => {
    const { out, said } = await tellOf([started, failed(true)], {}, { json: true });
    expect(said).toEqual([]);
    expect(out).toBe(
      [started, failed(true)].map((event) => `${JSON.stringify({ schema: 1, ...event })}\n`).join(""),
    );
  });
});

it("on a terminal draws a picture, and takes it away at the end", async () => {
  const { io, out, err } = fakeIo({ columns: 60 });
  const reporter = await sweepReporter({ json: false, quiet: false }, { io, version: "0.0.0" });
  const running: SweepEvent = { event: "batch-started", ...what, pairs: 2 };
  for (const event of [started, running, failed(false), finished]) reporter.report(event);
  expect(err()).toContain("0/10 pairs, 0 s");
  expect(err()).toContain("prose/x · a.md, b.md");
  // What went wrong stays on the screen; a batch that ended needs no line of its own.
  expect(err()).toContain("failed: run 7, a.md: slow down\n");
  expect(err()).not.toContain("[3/4]");
  const drawn = err().length;
  reporter.end();
  expect(err().slice(drawn)).toContain("\u001b[2K");
  await reporter.finish({ ...summary, failed: 0, skipped: 0, notStarted: 0 });
  expect(err().endsWith("reviewed 4 pairs: 3 pass, 1 warn; $1.23\n")).toBe(true);
  expect(out()).toBe("");
});

it("on a terminal names the first reasons of failed runs once each, and counts the others at the end", async () => {
  const { io, err } = fakeIo({ columns: 80 });
  const reporter = await sweepReporter({ json: false, quiet: false }, { io, version: "0.0.0" });
  const failedFor = (why: number) => [{ ...failed(false), reason: `reason ${why}` }, finished];
  for (const event of [started, ...[1, 1, 2, 3, 4, 5, 6, 7, 7, 1].flatMap(failedFor)]) reporter.report(event);
  reporter.end();
  expect(err().match(/failed: run 7, a\.md: reason \d\n/g)).toHaveLength(5);
  await reporter.finish(summary);
  expect(err()).toContain("3 more runs failed: `review-nested runs --status failed` says why\n");
});

it("off a terminal tells each fiftieth part of very many batches, and each that is not all passes", async () => {
  const warned = { ...finished, failed: 0, batch: 7, decisions: { pass: 0, warn: 1, fail: 0 } };
  const passes = Array<SweepEvent>(199).fill({ ...finished, failed: 0 });
  const { said } = await tellOf([{ ...started, batches: 200 }, warned, ...passes]);
  expect(said).toHaveLength(1 + 1 + 50);
  expect(said[1]).toBe("[7/200] prose/x, 2 notes: 1 warn (2.3 s)");
});
