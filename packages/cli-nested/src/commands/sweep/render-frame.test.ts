import { describe, expect, it } from "vitest";
import { duration, renderFrame } from "./render-frame.ts";
import { type SweepState, startState } from "./sweep-state.ts";

const running = (count: number) =>
  new Map(
    Array.from({ length: count }, (_, index) => {
      const notes = "notes/a-runbook-is-tested-by-a-stranger.md, notes/b.md";
      return [
        index + 1,
        { what: `structure/heading-ladder · ${notes}`, pairs: 5, startedAt: index * 1000 },
      ] as const;
    }),
  );
const state: SweepState = {
  ...startState(0),
  pairs: 132,
  done: 33,
  failedRuns: 1,
  decisions: { pass: 20, warn: 9, fail: 1 },
  running: running(2),
  tokens: 123_456,
  costUsd: 1.5,
};

describe("renderFrame", () => {
  it("at 100 columns", () => {
    expect(renderFrame(state, 90_000, 100)).toEqual([
      "██████░░░░░░░░░░░░░░░░░░ 33/132 pairs, 90 s, about 5 min left",
      "    90 s  structure/heading-ladder · notes/a-runbook-is-tested-by-a-stranger.md, notes/b.md",
      "    89 s  structure/heading-ladder · notes/a-runbook-is-tested-by-a-stranger.md, notes/b.md",
      "20 pass, 9 warn, 1 fail · 1 run failed · 123K tokens · $1.50",
    ]);
  });

  it("at 60 columns", () => {
    expect(renderFrame(state, 90_000, 60)).toEqual([
      "██░░░░░░ 33/132 pairs, 90 s, about 5 min left",
      "    90 s  structure/heading-ladder · notes/a-runbook-is-tes…",
      "    89 s  structure/heading-ladder · notes/a-runbook-is-tes…",
      "20 pass, 9 warn, 1 fail · 1 run failed · 123K tokens · $1.50",
    ]);
  });

  it("at the start, paused, with more batches than a screen holds", () => {
    const paused = { until: 12_000, reason: "the service\nasks to slow down" };
    const frame = renderFrame({ ...startState(0), pairs: 500, running: running(20), paused }, 2_000, 80);
    expect(frame[0]).toBe("░░░░░░░░░░░░░░░░░░░░░░░░ 0/500 pairs, 2 s");
    expect(frame.slice(-3)).toEqual([
      "          and 12 more batches",
      "  waiting 10 s: the service asks to slow down",
      "no decision yet",
    ]);
    expect(frame).toHaveLength(12);
  });

  it("is never wider than the terminal, and shows nothing that acts on it", () => {
    const hostile = new Map([[1, { what: `\u001b[31m\t${"ü".repeat(200)}`, pairs: 1, startedAt: 0 }]]);
    for (const columns of [10, 20, 59, 60, 99, 200]) {
      const frame = renderFrame({ ...state, running: hostile }, 1e9, columns);
      for (const line of frame) expect([...line].length).toBeLessThanOrEqual(columns);
      expect(frame.join("")).not.toMatch(/[\u001b\n\t]/);
    }
  });

  it("needs no pairs", () => {
    expect(renderFrame(startState(0), 0, 80)).toEqual([
      "░░░░░░░░░░░░░░░░░░░░░░░░ 0/0 pairs, 0 s",
      "no decision yet",
    ]);
  });
});

it.each([
  [0, "0 s"],
  [99_400, "99 s"],
  [100_000, "2 min"],
  [3_540_000, "59 min"],
  [3_600_000, "1 h 0 min"],
  [7_500_000, "2 h 5 min"],
])("%i ms are %s", (ms, text) => {
  expect(duration(ms)).toBe(text);
});
