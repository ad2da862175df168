import type { ChangedSince } from "@review/corpus";
import type { PlannedRun } from "../batch/batch.ts";
import type { BatchOutcome } from "../batch/execute-batch.ts";
import type { SecondOutcome } from "../batch/second-opinion.ts";
import { tellFailure } from "../remedy.ts";
import type { SweepEvent } from "./events.ts";

/** The notes and gates of a batch. */
export function namesIn(runs: readonly PlannedRun[]): { notePaths: string[]; gateIds: string[] } {
  const gateIds = new Set(runs.flatMap(({ gates }) => gates.map(({ id }) => id)));
  return { notePaths: runs.map(({ note }) => note.path), gateIds: [...gateIds] };
}

/** One event for each run of a batch, in the order in which they were planned. */
export function runEvents(
  batch: number,
  { runs }: BatchOutcome,
  planned: readonly (PlannedRun & { changed: ChangedSince | undefined })[],
  willRetry: boolean,
): SweepEvent[] {
  return runs.map((run, index) => {
    const { runId, notePath } = run;
    const { gates: asked = [], changed } = planned[index] ?? {};
    if (run.status === "failed") {
      const gateIds = asked.map(({ id }) => id);
      return { event: "run-failed", batch, runId, notePath, gateIds, reason: run.reason, willRetry };
    }
    const gates = run.gates.map(({ rationaleMarkdown: _, ...gate }) => gate);
    const about = { batch, runId, notePath, modelId: run.modelId, gates };
    return { event: "run-completed", ...about, ...(changed && { changedSince: changed }) };
  });
}

/** What a batch gave, in numbers. */
export function sumUp({ execution, runs }: BatchOutcome) {
  const decisions = { pass: 0, warn: 0, fail: 0 };
  for (const run of runs) {
    if (run.status === "completed") for (const { decision } of run.gates) decisions[decision] += 1;
  }
  const completed = runs.filter(({ status }) => status === "completed").length;
  const { unread, telemetry: { usage, costUsd } = {} } = execution;
  const said = unread !== undefined && { unread };
  return { completed, failed: runs.length - completed, decisions, ...said, usage, costUsd };
}

/** What a second reviewer made of a batch, as its event tells. */
export function secondOf({ execution: { ended }, asked, answered, disputed }: SecondOutcome) {
  return { asked, answered, disputed, ...("message" in ended && { problem: tellFailure(ended) }) };
}
