import type { ModelId } from "@review/db";
import { CHECKS_PARTITION, USAGE_KEYS } from "@review/lifecycle";
import type { PlannedRun } from "../batch/batch.ts";
import type { BatchOutcome } from "../batch/execute-batch.ts";
import type { SecondOutcome } from "../batch/second-opinion.ts";
import { type Execution, wasCalled } from "../execution.ts";
import type { Runner } from "../runner.ts";
import type { SweepSummary } from "./events.ts";

/** An empty summary of a sweep over so many pairs. */
export function startTally(modelId: ModelId, selected: number): SweepSummary {
  return {
    modelId,
    selected,
    reviewed: 0,
    failed: 0,
    skipped: 0,
    notStarted: selected,
    decisions: { pass: 0, warn: 0, fail: 0 },
    // Without a prototype: a model may be called "constructor".
    judgedBy: Object.create(null),
    failures: [],
    invocations: 0,
    retriedRuns: 0,
    usage: { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, reasoningTokens: 0 },
    costUsd: 0,
    unpriced: 0,
  };
}

/**
 * Counts one batch in. Tokens and cost are the invocation's: counted once, however many runs it served. With
 * `willRetry` the pairs of failed runs keep waiting for their turn.
 */
export function countBatch(
  tally: SweepSummary,
  { execution, runs, second }: BatchOutcome,
  planned: readonly PlannedRun[],
  willRetry: boolean,
): void {
  countCall(tally, execution);
  if (second) countSecond(tally, second);
  for (const [index, run] of runs.entries()) {
    const gateIds = planned[index]?.gates.map(({ id }) => id) ?? [];
    if (run.status === "completed") {
      tally.notStarted -= gateIds.length;
      tally.reviewed += gateIds.length;
      for (const { decision } of run.gates) tally.decisions[decision] += 1;
      tally.judgedBy[run.modelId] = (tally.judgedBy[run.modelId] ?? 0) + gateIds.length;
    } else if (willRetry) {
      tally.retriedRuns += 1;
    } else {
      tally.notStarted -= gateIds.length;
      tally.failed += gateIds.length;
      const { runId, notePath, how, reason, answeredBy } = run;
      tally.failures.push({
        runId,
        notePath,
        gateIds,
        how,
        reason,
        ...(answeredBy !== undefined && { answeredBy }),
      });
    }
  }
}

/** How often a reviewer was called, and how many of that are of a price that is not known; a check has none. */
export function countCalls(
  execution: Execution,
  { usesModel }: Pick<Runner, "usesModel">,
): { invocations: number; unpriced: number } {
  const { costUsd, unpaid, repairedPairs = 0 } = execution.telemetry ?? {};
  const invocations = wasCalled(execution) ? (repairedPairs > 0 ? 2 : 1) : 0;
  return { invocations, unpriced: costUsd === undefined && !unpaid && usesModel ? invocations : 0 };
}

function countCall(tally: SweepSummary, execution: Execution): void {
  const { usage, costUsd } = execution.telemetry ?? {};
  const { invocations, unpriced } = countCalls(execution, { usesModel: tally.modelId !== CHECKS_PARTITION });
  tally.invocations += invocations;
  tally.costUsd += costUsd ?? 0;
  tally.unpriced += unpriced;
  for (const kind of USAGE_KEYS) tally.usage[kind] += usage?.[kind] ?? 0;
}

function countSecond(tally: SweepSummary, { execution, asked, answered, disputed }: SecondOutcome): void {
  countCall(tally, execution);
  const before = tally.second ?? { asked: 0, answered: 0, disputed: 0 };
  tally.second = {
    asked: before.asked + asked,
    answered: before.answered + answered,
    disputed: before.disputed + disputed,
  };
}

/** Counts a pair that was not sent. */
export function countSkipped(tally: SweepSummary): void {
  tally.skipped += 1;
  tally.notStarted -= 1;
}
