import { createHash, randomUUID } from "node:crypto";
import type { Telemetry } from "@review/db";
import { type Execution, isUnpaid, wasCalled } from "../execution.ts";
import { remedyFor } from "../remedy.ts";
import type { ExecuteContext, RequestedGate, ReviewRequest, Runner } from "../runner.ts";
import type { Batch, PlannedRun } from "./batch.ts";
import { withoutSecrets } from "./execution-data.ts";
import { renderBatchPrompt } from "./render-batch.ts";
import type { Reviewer } from "./reviewer.ts";

/** Where and for how long a runner may work. */
export interface InvocationContext extends ExecuteContext {
  /** The real path of the root. */
  root: string;
  timeoutMs: number;
  toolVersion: string;
}

/** What of a reviewer says who is asked, and for what. */
export type AskedReviewer = Pick<Reviewer, "runner" | "model" | "effort" | "modelId">;

/**
 * Lets a runner do its work. Only whoever asks interrupts: a reviewer that somebody else ended has failed like any that crashed, and whoever
 * asked for it goes on. No secret is in what is kept of it, whatever the runner tells.
 */
export async function executeRunner(
  runner: Runner,
  request: ReviewRequest,
  context: ExecuteContext,
): Promise<Execution> {
  const told = withoutSecrets(await runner.execute(request, context));
  const execution = isUnpaid(told) ? { ...told, telemetry: { ...told.telemetry, unpaid: true } } : told;
  const { ended } = execution;
  if (ended.how !== "interrupted" || context.signal.aborted || context.forced?.aborted) return execution;
  return { ...execution, ended: { ...ended, how: "crashed" } };
}

/**
 * Asks the runner once for everything in a batch. What it reports of the invocation is completed with what is
 * known here: ids, sizes, the prompt's sha. A runner without a model gets no prompt.
 */
export async function askRunner(
  context: InvocationContext,
  { runner, model, effort, modelId }: AskedReviewer,
  batch: Batch,
  token: string,
): Promise<Execution> {
  const invocationId = randomUUID();
  const prompt = runner.usesModel ? renderBatchPrompt(batch, token) : "";
  const notes = toRequestedNotes(batch);
  const { root, timeoutMs, toolVersion } = context;
  const asked = { invocationId, prompt, token, notes, model, effort, root, timeoutMs };
  const { session, turns } = batch;
  const request: ReviewRequest = { ...asked, ...(session && { session }), ...(turns && { turns }) };

  const started = performance.now();
  const execution = await executeRunner(runner, request, context);
  const durationMs = Math.round(performance.now() - started);
  const pairs = notes.reduce((sum, { gates }) => sum + gates.length, 0);
  const known: Telemetry = {
    runner: runner.name,
    requestedModelId: modelId,
    batchSize: pairs,
    toolVersion,
    ...(runner.usesModel && {
      promptBytes: Buffer.byteLength(prompt),
      promptSha: createHash("sha256").update(prompt).digest("hex"),
    }),
  };
  const { ended, ...rest } = wellFormed(execution);
  return {
    ...rest,
    ended: "remedy" in ended && ended.remedy ? { ...ended, remedy: remedyFor(ended.remedy, pairs) } : ended,
    // Without an id it is no call that anybody counts.
    telemetry: wasCalled(execution)
      ? { durationMs, ...execution.telemetry, ...known, invocationId }
      : { ...execution.telemetry, ...known },
  };
}

/** A reviewer's JSON can hold half of a surrogate pair, and so can what we cut; the ledger refuses to keep such a text. */
function wellFormed({ text, debugLog, ended, ...rest }: Execution): Execution {
  return {
    ...rest,
    text: text.toWellFormed(),
    debugLog: debugLog.toWellFormed(),
    ended: "message" in ended ? { ...ended, message: ended.message.toWellFormed() } : ended,
  };
}

/** A batch as runners see it. */
export function toRequestedNotes({ runs }: Batch): ReviewRequest["notes"] {
  return runs.map(({ note, gates }) => ({
    notePath: note.path,
    noteSha: note.sha,
    text: note.text,
    gates: gates.map(toRequestedGate),
  }));
}

/** A gate as runners see it. */
export function toRequestedGate(gate: PlannedRun["gates"][number]): RequestedGate {
  const { id: gateId, check, checkOutput, severity, inputs } = gate;
  return { gateId, check, checkOutput, severity, inputs };
}
