import type { AcceptableDecision } from "@review/db";
import type { SweepEvent } from "@review/runner";

/** What a person watching a sweep wants to see at a glance. */
export interface SweepState {
  /** Milliseconds on the caller's clock. */
  startedAt: number;
  pairs: number;
  /** Reviewed, failed or skipped. */
  done: number;
  failedRuns: number;
  decisions: Readonly<Record<AcceptableDecision, number>>;
  running: ReadonlyMap<number, { what: string; pairs: number; startedAt: number }>;
  tokens: number;
  costUsd: number;
  /** Until when, and why, nothing new is started. */
  paused?: { until: number; reason: string } | undefined;
}

export function startState(now: number): SweepState {
  const decisions = { pass: 0, warn: 0, fail: 0 };
  return {
    startedAt: now,
    pairs: 0,
    done: 0,
    failedRuns: 0,
    decisions,
    running: new Map(),
    tokens: 0,
    costUsd: 0,
  };
}

/** The state after one event. */
export function nextState(state: SweepState, event: SweepEvent, now: number): SweepState {
  switch (event.event) {
    case "sweep-started":
      return { ...state, pairs: event.pairs };
    case "batch-started": {
      const { batch, pairs, notePaths, gateIds } = event;
      const what =
        gateIds.length === 1
          ? `${gateIds[0]} · ${notePaths.join(", ")}`
          : `${notePaths.join(", ")} · ${gateIds.join(", ")}`;
      const running = new Map(state.running).set(batch, { what, pairs, startedAt: now });
      return { ...state, running, paused: undefined };
    }
    case "run-completed": {
      const decisions = { ...state.decisions };
      for (const { decision } of event.gates) decisions[decision] += 1;
      return { ...state, decisions, done: state.done + event.gates.length };
    }
    case "run-failed":
      if (event.willRetry) return state;
      return { ...state, failedRuns: state.failedRuns + 1, done: state.done + event.gateIds.length };
    case "pair-skipped":
      return { ...state, done: state.done + 1 };
    case "batch-finished": {
      const running = new Map(state.running);
      running.delete(event.batch);
      const { usage, costUsd = 0 } = event;
      const tokens = state.tokens + (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0);
      return { ...state, running, tokens, costUsd: state.costUsd + costUsd };
    }
    case "paused":
      return { ...state, paused: { until: now + event.seconds * 1000, reason: event.reason } };
    default:
      return state;
  }
}
