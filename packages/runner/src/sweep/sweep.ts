import type { Corpus } from "@review/corpus";
import { selectStalePairs } from "@review/lifecycle";
import type { PlannedRun } from "../batch.ts";
import { buildRuns } from "../build-batch.ts";
import { type BatchContext, type BatchOutcome, executeBatch, type Reviewer } from "../execute-batch.ts";
import { groupByNote, type PlannedPair } from "../plan-batches.ts";
import type { StopReason, SweepEvent, SweepSummary } from "./events.ts";
import { countBatch, countSkipped, startTally } from "./tally.ts";

export interface SweepOptions {
  batches: readonly (readonly PlannedPair[])[];
  /** Subprocesses at a time. */
  jobs: number;
  /** Failed invocations in a row after which the sweep is hopeless. */
  maxFailures: number;
  report: (event: SweepEvent) => void;
}

/**
 * Reviews batches of stale pairs, `jobs` at a time. A failed batch or run does not stop the others. Before
 * each launch the pairs are looked at again under the partition known by then, so that what became fresh
 * meanwhile (by another process, or because the first answers revealed another partition) is not sent. An
 * abort of the context's signal ends running batches and starts no further one. Returns what became of every
 * pair.
 */
export async function sweep(
  context: BatchContext & { corpus: Corpus },
  reviewer: Reviewer,
  options: SweepOptions,
): Promise<SweepSummary> {
  const { batches, jobs, maxFailures, report } = options;
  const tally = startTally(
    reviewer.modelId,
    batches.reduce((sum, batch) => sum + batch.length, 0),
  );
  let failuresInARow = 0;
  const stop = (why: StopReason, message: string) => {
    tally.stopped ??= { why, message };
  };
  report({
    event: "sweep-started",
    pairs: tally.selected,
    batches: batches.length,
    jobs,
    runner: reviewer.runner.name,
    modelId: reviewer.modelId,
  });

  const runBatch = async (batch: number, pairs: readonly PlannedPair[]): Promise<void> => {
    const runs = await takeStale(pairs);
    if (runs.length === 0) return;
    const started = performance.now();
    const { pairs: sent, ...what } = describeRuns(runs);
    report({ event: "batch-started", batch, pairs: sent, ...what });
    const outcome = await executeBatch(context, { ...reviewer, modelId: tally.modelId }, { runs });
    countBatch(tally, runs, outcome);
    for (const run of outcome.runs) report(runEvent(batch, run));
    const durationMs = Math.round(performance.now() - started);
    report({
      event: "batch-finished",
      batch,
      batches: batches.length,
      ...what,
      durationMs,
      ...sumUp(outcome),
    });
    followPartition(outcome);
    watchFailures(outcome);
  };

  /** The pairs of a batch that are still stale, read and ready; the others are counted as skipped. */
  const takeStale = async (pairs: readonly PlannedPair[]): Promise<PlannedRun[]> => {
    const { runs, problems } = await buildRuns(context.corpus, groupByNote(pairs), reviewer.runner.usesModel);
    const stale = await selectStalePairs(context.ledger, {
      modelId: tally.modelId,
      notes: runs.map(({ note, gates }) => ({
        notePath: note.path,
        noteSha: note.sha,
        gates: gates.map(({ id, sha }) => ({ gateId: id, gateSha: sha })),
      })),
    });
    const isStale = new Set(stale.map(({ notePath, gateId }) => JSON.stringify([notePath, gateId])));
    const unreadable = new Map(problems.map(({ notePath, message }) => [notePath, message]));
    for (const { notePath, gate } of pairs) {
      if (isStale.has(JSON.stringify([notePath, gate.id]))) continue;
      countSkipped(tally);
      const reason = unreadable.get(notePath) ?? "fresh by now";
      report({ event: "pair-skipped", notePath, gateId: gate.id, reason });
    }
    return runs
      .map((run) => ({
        ...run,
        gates: run.gates.filter(({ id }) => isStale.has(JSON.stringify([run.note.path, id]))),
      }))
      .filter(({ gates }) => gates.length > 0);
  };

  /** An answer recorded under another partition says where the rest will be recorded, too. */
  const followPartition = ({ runs }: BatchOutcome) => {
    const to = runs.find((run) => run.status === "completed")?.modelId;
    if (to === undefined || to === tally.modelId) return;
    report({ event: "partition-changed", from: tally.modelId, to });
    tally.modelId = to;
  };

  const watchFailures = ({ execution: { ended }, runs }: BatchOutcome) => {
    if (ended.how === "auth" || ended.how === "not-installed" || ended.how === "usage-exhausted") {
      stop(ended.how, ended.message);
    }
    if (ended.how === "interrupted") stop("interrupted", "interrupted");
    failuresInARow = runs.some((run) => run.status === "completed") ? 0 : failuresInARow + 1;
    if (failuresInARow >= maxFailures) {
      stop(
        "too-many-failures",
        `${failuresInARow} batches in a row failed; --max-failures says how many are tolerated`,
      );
    }
  };

  const queue = batches.entries();
  const work = async () => {
    for (const [index, pairs] of queue) {
      if (context.signal.aborted) stop("interrupted", "interrupted");
      if (tally.stopped) return;
      await runBatch(index + 1, pairs);
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, batches.length) }, work));
  report({ event: "sweep-finished", ...tally });
  return tally;
}

function describeRuns(runs: readonly PlannedRun[]) {
  const gateIds = new Set(runs.flatMap(({ gates }) => gates.map(({ id }) => id)));
  return {
    pairs: runs.reduce((sum, { gates }) => sum + gates.length, 0),
    notePaths: runs.map(({ note }) => note.path),
    gateIds: [...gateIds],
  };
}

function runEvent(batch: number, run: BatchOutcome["runs"][number]): SweepEvent {
  const { runId, notePath } = run;
  if (run.status === "failed") return { event: "run-failed", batch, runId, notePath, reason: run.reason };
  const gates = run.gates.map(({ gateId, decision }) => ({ gateId, decision }));
  return { event: "run-completed", batch, runId, notePath, modelId: run.modelId, gates };
}

function sumUp({ execution, runs }: BatchOutcome) {
  const decisions = { pass: 0, warn: 0, fail: 0 };
  for (const run of runs) {
    if (run.status === "completed") for (const { decision } of run.gates) decisions[decision] += 1;
  }
  const completed = runs.filter(({ status }) => status === "completed").length;
  const { usage, costUsd } = execution.telemetry ?? {};
  return {
    completed,
    failed: runs.length - completed,
    decisions,
    ...(usage && { usage }),
    ...(costUsd !== undefined && { costUsd }),
  };
}
