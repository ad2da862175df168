import { createHash, randomUUID } from "node:crypto";
import type { AcceptableDecision, ExecutionData, Ledger, ModelId, RunId, Telemetry } from "@review/db";
import {
  actualModel,
  createRun,
  failRun,
  modelPartition,
  RunFailedError,
  RunNotRunningError,
  recordAndFinalizeRun,
} from "@review/lifecycle";
import { type NoteOutcome, newToken, parseBundle } from "@review/protocol";
import type { Batch, PlannedRun } from "./batch.ts";
import type { Execution, FailureKind } from "./execution.ts";
import { renderBatchPrompt } from "./render-batch.ts";
import type { ExecuteContext, RequestedGate, Runner } from "./runner.ts";

/** Who is asked, and under which name the answer is recorded. */
export interface Reviewer {
  runner: Runner;
  /** The model as the person named it, for the client's flag. */
  model: string;
  effort?: string | undefined;
  /** What the name alone gives: kept in the telemetry, so that a later selection finds what became of it. */
  requestedModelId: ModelId;
  /** The partition the runs are created under. */
  modelId: ModelId;
  aliases: Readonly<Record<string, string>>;
}

export interface BatchContext extends ExecuteContext {
  ledger: Ledger;
  root: string;
  timeoutMs: number;
  toolVersion: string;
}

export interface GateOutcome {
  gateId: string;
  decision: AcceptableDecision;
  rationaleMarkdown: string;
}

/** What became of one run. */
export type RunOutcome =
  | { status: "completed"; runId: RunId; notePath: string; modelId: ModelId; gates: GateOutcome[] }
  | { status: "failed"; runId: RunId; notePath: string; reason: string; how: FailureKind | "bad-answer" };

export interface BatchOutcome {
  execution: Execution;
  runs: RunOutcome[];
}

/**
 * Runs one batch through its whole life: creates the runs, asks the runner once, and records and finalizes
 * each run, or fails it with whatever execution data there is. A bad block fails its own run and no other.
 * Throws only for a ledger that cannot be used; then the runs not yet ended are failed if that still works.
 */
export async function executeBatch(
  context: BatchContext,
  reviewer: Reviewer,
  batch: Batch,
): Promise<BatchOutcome> {
  const { ledger } = context;
  const token = newToken();
  const prompt = renderBatchPrompt(batch, token);
  const open = new Map<RunId, PlannedRun>();
  try {
    for (const run of batch.runs) open.set(await createPlannedRun(ledger, reviewer, run), run);
    const execution = await execute(context, reviewer, { batch, prompt, token });
    const expected = batch.runs.map(({ note, gates }) => ({
      notePath: note.path,
      gateIds: gates.map(({ id }) => id),
    }));
    const answers = parseBundle(execution.text, { token, expected });
    const runs: RunOutcome[] = [];
    for (const [index, [runId, run]] of [...open].entries()) {
      const answer = answers[index];
      if (!answer) throw new Error(`no outcome was parsed for ${run.note.path}`);
      runs.push(await endRun(ledger, reviewer, { runId, execution, answer }));
      open.delete(runId);
    }
    return { execution, runs };
  } catch (error) {
    for (const runId of open.keys()) await failQuietly(ledger, runId, error);
    throw error;
  }
}

async function createPlannedRun(ledger: Ledger, { runner, modelId }: Reviewer, { note, gates }: PlannedRun) {
  return createRun(ledger, {
    notePath: note.path,
    modelId,
    runner: runner.name,
    note,
    gates: gates.map(({ id, sha, text }) => ({ gateId: id, sha, text })),
  });
}

async function execute(
  context: BatchContext,
  { runner, model, effort, requestedModelId }: Reviewer,
  { batch, prompt, token }: { batch: Batch; prompt: string; token: string },
): Promise<Execution> {
  const { root, timeoutMs, toolVersion } = context;
  const invocationId = randomUUID();
  const started = performance.now();
  const notes = batch.runs.map(({ note, gates }) => ({
    notePath: note.path,
    gates: gates.map(toRequestedGate),
  }));
  const request = {
    invocationId,
    prompt,
    token,
    notes,
    model,
    root,
    timeoutMs,
    ...(effort !== undefined && { effort }),
  };
  const execution = await runner.execute(request, context);
  const known: Telemetry = {
    invocationId,
    runner: runner.name,
    requestedModelId,
    batchSize: notes.reduce((pairs, { gates }) => pairs + gates.length, 0),
    promptBytes: Buffer.byteLength(prompt),
    promptSha: createHash("sha256").update(prompt).digest("hex"),
    toolVersion,
  };
  const durationMs = Math.round(performance.now() - started);
  return { ...execution, telemetry: { durationMs, ...execution.telemetry, ...known } };
}

export function toRequestedGate({ id, check, severity }: PlannedRun["gates"][number]): RequestedGate {
  return { gateId: id, severity, ...(check && { check }) };
}

interface Answered {
  runId: RunId;
  execution: Execution;
  answer: NoteOutcome;
}

async function endRun(
  ledger: Ledger,
  reviewer: Reviewer,
  { runId, execution, answer }: Answered,
): Promise<RunOutcome> {
  const { notePath } = answer;
  const executionData: ExecutionData = {
    telemetry: execution.telemetry,
    rawBundleMarkdown: execution.text,
    debugLog: execution.debugLog,
  };
  const failed = (reason: string, how: FailureKind | "bad-answer"): RunOutcome => ({
    status: "failed",
    runId,
    notePath,
    reason,
    how,
  });
  try {
    if (execution.ended.how !== "completed") {
      await failRun(ledger, { runId, reason: execution.ended.message, executionData });
      return failed(execution.ended.message, execution.ended.how);
    }
    if (answer.problems.length > 0) {
      const reason = describeProblems(answer, execution);
      await failRun(ledger, { runId, reason, executionData });
      return failed(reason, "bad-answer");
    }
    const actual = actualModel(execution.telemetry);
    const actualModelId = actual && modelPartition(actual.model, { ...actual, aliases: reviewer.aliases });
    await recordAndFinalizeRun(ledger, {
      runId,
      gateReviews: [...answer.reviews],
      executionData,
      ...(actual && { actualModelId, modelEvidence: actual.evidence }),
    });
    const modelId = actualModelId ?? reviewer.modelId;
    return { status: "completed", runId, notePath, modelId, gates: answer.reviews.map(toGateOutcome) };
  } catch (error) {
    if (error instanceof RunFailedError) return failed(error.reason, "bad-answer");
    // Somebody else ended our run (`review-nested fail`): theirs is the reason that stands.
    if (error instanceof RunNotRunningError) return failed(error.message, "bad-answer");
    throw error;
  }
}

function toGateOutcome({ gateId, decision, rationaleMarkdown }: NoteOutcome["reviews"][number]): GateOutcome {
  // A completed run has no error decision: the lifecycle fails such a run.
  if (decision === "error") throw new Error(`gate ${gateId} was accepted with the decision error`);
  return { gateId, decision, rationaleMarkdown };
}

function describeProblems({ problems }: NoteOutcome, { telemetry }: Execution): string {
  const code = telemetry?.exitCode;
  const exit = code === undefined || code === 0 ? [] : [`${telemetry?.runner} exited with code ${code}`];
  return [...problems.map(({ message }) => message), ...exit].join("; ");
}

async function failQuietly(ledger: Ledger, runId: RunId, error: unknown): Promise<void> {
  const reason = `recording failed: ${error instanceof Error ? error.message : String(error)}`;
  try {
    await failRun(ledger, { runId, reason });
  } catch {
    // The first error is the one to report; a run that cannot be failed stays `running` and is listed as such.
  }
}
