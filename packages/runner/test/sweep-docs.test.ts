import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { StopReason, SweepEvent, SweepSummary } from "../src/index.ts";

type Fields<Of> = { [Field in keyof Of]-?: true };
type EventNamed<Name> = Extract<SweepEvent, { event: Name }>;

const SUMMARY: Fields<SweepSummary> = {
  modelId: true,
  selected: true,
  reviewed: true,
  failed: true,
  skipped: true,
  notStarted: true,
  decisions: true,
  judgedBy: true,
  failures: true,
  invocations: true,
  retriedRuns: true,
  usage: true,
  costUsd: true,
  unpriced: true,
  second: true,
  stopped: true,
};

/** Every event with every field: the types refuse a list that lacks one. */
const EVENTS: { [Name in SweepEvent["event"]]: Omit<Fields<EventNamed<Name>>, "event"> } = {
  "gate-left-out": { gateId: true, pairs: true, reason: true },
  "note-too-large": { notePath: true, noteBytes: true, gateIds: true, promptBytes: true },
  "sweep-started": { pairs: true, batches: true, jobs: true, runner: true, modelId: true },
  "batch-started": { batch: true, notePaths: true, gateIds: true, pairs: true },
  "repair-started": { batch: true, notePaths: true, gateIds: true, pairs: true, problems: true },
  "run-completed": {
    batch: true,
    runId: true,
    notePath: true,
    modelId: true,
    gates: true,
    changedSince: true,
  },
  "run-failed": {
    batch: true,
    runId: true,
    notePath: true,
    gateIds: true,
    reason: true,
    willRetry: true,
  },
  "batch-finished": {
    batch: true,
    notePaths: true,
    gateIds: true,
    durationMs: true,
    completed: true,
    failed: true,
    decisions: true,
    unread: true,
    usage: true,
    costUsd: true,
  },
  "second-opinion": {
    batch: true,
    notePaths: true,
    gateIds: true,
    asked: true,
    answered: true,
    disputed: true,
    problem: true,
  },
  "pair-skipped": { notePath: true, gateId: true, reason: true },
  "other-model": { requestedModelId: true, modelId: true, counts: true },
  paused: { seconds: true, jobs: true, reason: true },
  "sweep-finished": SUMMARY,
};

const STOPS: Record<StopReason, true> = {
  interrupted: true,
  auth: true,
  "bad-address": true,
  "not-installed": true,
  "cannot-start": true,
  "unknown-model": true,
  "not-understood": true,
  "usage-exhausted": true,
  "rate-limited": true,
  overloaded: true,
  silent: true,
  "too-many-failures": true,
  budget: true,
  "budget-cannot-be-kept": true,
  enough: true,
};

const page = readFileSync(new URL("../../../docs/sweep.md", import.meta.url), "utf8");

/** The first words of everything that is set as code: a field, an event, a reason. */
const named = (text: string) => [...text.matchAll(/`([A-Za-z-]+)\??(?::[^`]*)?`/g)].map(([, name]) => name);

it.each(Object.entries(EVENTS).filter(([name]) => name !== "sweep-finished"))(
  "docs/sweep.md names the event %s with its fields, and no other",
  (name, fields) => {
    const row = page.split("\n").find((line) => line.startsWith(`| \`${name}\` |`)) ?? "";
    expect(named(row).toSorted()).toEqual([name, ...Object.keys(fields)].toSorted());
  },
);

it("names every field of the summary, and every reason to stop", () => {
  const [, summary = ""] = /^The summary: (.*?)\n\n/ms.exec(page) ?? [];
  const names = named(summary.replaceAll("\n", " "));
  expect(names.toSorted()).toEqual([...Object.keys(SUMMARY), "why", ...Object.keys(STOPS)].toSorted());
});

it("has no row for an event that there is not", () => {
  const table = /\| event \| fields \|\n(.*?)\n\n/s.exec(page)?.[1] ?? "";
  const events = [...table.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => name);
  expect(events.toSorted()).toEqual(Object.keys(EVENTS).toSorted());
});
