import type { Ledger, ProcessName, RunId } from "@review/db";
import { type CreateRunOptions, createRun } from "@review/lifecycle";
import type { Execution } from "../execution.ts";
import type { Runner } from "../runner.ts";
import { askForBatch } from "./ask-for-batch.ts";
import type { InvocationContext } from "./ask-runner.ts";
import type { PlannedRun } from "./batch.ts";
import { batchOf } from "./batch-of.ts";
import type { RunOutcome } from "./end-run.ts";
import { failQuietly } from "./fail-quietly.ts";
import type { OnRepair } from "./repair-answer.ts";
import type { Reviewer } from "./reviewer.ts";
import type { SecondOutcome } from "./second-opinion.ts";

export interface BatchContext extends InvocationContext {
  ledger: Ledger;
  /** The process that asks; kept with each run from its start. */
  owner?: ProcessName;
  /** The turn of a shared sweep that the runs are of. */
  turn?: CreateRunOptions["turn"];
  /** Whether reviews that cannot be recorded are asked for once more. Default: false. */
  repair?: boolean;
  onRepair?: OnRepair;
}

export interface BatchOutcome {
  execution: Execution;
  runs: RunOutcome[];
  /** What a second reviewer says of what was found; absent where nobody was asked. */
  second?: SecondOutcome;
}

/**
 * Loads what an answer of some reviewers will need. Whoever sends many batches calls it before the first, since no file may be left to be opened when many
 * run; a single batch does not wait for it before its request has left.
 */
export async function readyForAnswers(...runners: readonly (Runner | undefined)[]): Promise<void> {
  const ready = runners.map((runner) => runner?.ready?.());
  await Promise.all([import("./after-answer.ts"), import("./read-whole-answer.ts"), ...ready]);
}

/**
 * Takes some runs, as one batch, through their whole life: creates them, asks the runner (and perhaps once more for what it got
 * wrong), and records and finalizes each run, or fails it with whatever execution data there is. A bad block fails its own run and no other, and what
 * stands complete in the answer counts however the reviewer's process ended.
 * Throws only for a ledger that cannot be used; then the runs not yet ended are failed if that still works.
 */
export async function executeBatch(
  context: BatchContext,
  reviewer: Reviewer,
  { runs: planned }: { runs: readonly PlannedRun[] },
): Promise<BatchOutcome> {
  const { ledger } = context;
  const open = new Set<RunId>();
  let execution: Execution | undefined;
  try {
    const created: { runId: RunId; run: PlannedRun }[] = [];
    const batch = await batchOf(ledger, reviewer.runner, planned);
    for (const run of planned) {
      const runId = await createPlannedRun(context, reviewer, run);
      open.add(runId);
      created.push({ runId, run });
    }
    const first = await askForBatch(context, reviewer, batch);
    execution = first.execution;
    const { askSecond, endRun, repairAnswer } = await import("./after-answer.ts");
    const mayRepair = context.repair && reviewer.runner.usesModel && !context.signal.aborted;
    // Of an answer that was cut off the rest is asked for, where a part of it is there.
    const isAnswer = ["completed", "truncated"].includes(first.execution.ended.how);
    const { answers, ...last } =
      mayRepair && isAnswer ? await repairAnswer(context, reviewer, batch, first) : first;
    execution = last.execution;
    const runs: RunOutcome[] = [];
    for (const [index, { runId, run }] of created.entries()) {
      const answer = answers[index];
      if (!answer) throw new Error(`no outcome was parsed for ${run.note.path}`);
      runs.push(await endRun(ledger, reviewer, { runId, execution, answer, isShared: created.length > 1 }));
      open.delete(runId);
    }
    const { second } = reviewer;
    if (!second || context.signal.aborted) return { execution, runs };
    return { execution, ...(await askSecond(context, { ...reviewer, second }, planned, runs)) };
  } catch (error) {
    // Loaded with this module, and not now: it may be for want of a descriptor that the batch broke off.
    for (const runId of open) await failQuietly(ledger, runId, error, execution);
    throw error;
  }
}

async function createPlannedRun(
  { ledger, owner, turn }: BatchContext,
  { runner, modelId }: Reviewer,
  { note, gates }: PlannedRun,
) {
  return createRun(ledger, {
    notePath: note.path,
    modelId,
    runner: runner.name,
    note,
    gates: gates.map(({ id, sha, text, evidence }) => ({ gateId: id, sha, text, quotes: evidence })),
    ...(owner && { telemetry: { owner } }),
    ...(turn && { turn }),
  });
}
