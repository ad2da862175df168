import { createHash, randomUUID } from "node:crypto";
import type { Ledger, ModelId } from "@review/db";
import { attachExecutionData, recordOpinions } from "@review/lifecycle";
import { newToken, type QuestionedNote, readOpinions, renderSecondPrompt } from "@review/protocol";
import { type Execution, wasCalled } from "../execution.ts";
import { executeRunner, type InvocationContext } from "./ask-runner.ts";
import type { PlannedRun } from "./batch.ts";
import { actualPartition, type RunOutcome } from "./end-run.ts";
import { type GateOutcome, readOutcomes } from "./read-outcomes.ts";
import type { Reviewer, SecondReviewer } from "./reviewer.ts";

/** What became of the findings that a second reviewer was asked about. */
export interface SecondOutcome {
  execution: Execution;
  /** Findings that were asked about, those of them that it says anything of, and those that do not hold by that. */
  asked: number;
  answered: number;
  disputed: number;
}

/** The findings of a gate that count: nobody is asked about what is settled. */
const countingOf = ({ findings }: GateOutcome) =>
  findings.filter(({ waiver, comment, opinion }) => !waiver && !comment && opinion === undefined);

/**
 * Puts what some runs of one batch found to a second reviewer, in one prompt, and records what it says. Where nothing was found
 * nobody is asked; what is not answered counts as it did. Returns the runs with the opinions. Throws only for a ledger that cannot be used.
 */
export async function askSecond(
  context: InvocationContext & { ledger: Ledger },
  { second, aliases }: Pick<Reviewer, "aliases"> & { second: SecondReviewer },
  planned: readonly PlannedRun[],
  runs: readonly RunOutcome[],
): Promise<{ runs: RunOutcome[]; second?: SecondOutcome }> {
  const { ledger } = context;
  const byId = new Map<string, number>();
  const notes = planned.flatMap(({ note }, index): QuestionedNote[] => {
    const run = runs[index];
    if (run?.status !== "completed") return [];
    const findings = run.gates.flatMap((gate) =>
      countingOf(gate).map(({ id, key, severity, message, quotes }) => {
        byId.set(key, id);
        const { gateId } = gate;
        return { id: key, gateId, severity, message, quotes: quotes.map(({ exact }) => exact) };
      }),
    );
    return findings.length === 0 ? [] : [{ notePath: note.path, text: note.text, findings }];
  });
  if (notes.length === 0) return { runs: [...runs] };
  const token = newToken();
  const execution = await ask(context, second, { token, notes, planned });
  const opinions = readOpinions(execution.text, { token, notes }).flatMap(({ id, holds, reason }) => {
    const findingId = byId.get(id);
    const said = execution.redact?.(reason) ?? reason;
    const kind = holds ? ("confirmed" as const) : ("disputed" as const);
    return findingId === undefined ? [] : [{ findingId, kind, reason: said }];
  });
  const { telemetry } = execution;
  const modelId = actualPartition(execution, { aliases })?.actualModelId ?? second.modelId;
  const asked = { modelId, runner: second.runner.name };
  if (opinions.length > 0) await recordOpinions(ledger, { ...asked, telemetry, opinions });
  else await keepUnanswered(ledger, runs, { ...asked, telemetry });
  const disputed = opinions.filter(({ kind }) => kind === "disputed").length;
  const updated: RunOutcome[] = [];
  for (const run of runs) {
    const gates = run.status === "completed" ? await readOutcomes(ledger, run.runId) : [];
    updated.push(run.status === "completed" ? { ...run, gates } : run);
  }
  return { runs: updated, second: { execution, asked: byId.size, answered: opinions.length, disputed } };
}

/** What was paid for no opinion at all is kept with the first run that was asked about: else nobody would ever count it. */
async function keepUnanswered(
  ledger: Ledger,
  runs: readonly RunOutcome[],
  { modelId, runner, telemetry: { invocationId, usage, costUsd, unpaid, durationMs } = {} }: Call,
): Promise<void> {
  const isAsked = (run: RunOutcome) =>
    run.status === "completed" && run.gates.some((gate) => countingOf(gate).length > 0);
  const runId = runs.find(isAsked)?.runId;
  if (runId === undefined || invocationId === undefined) return;
  const unanswered = { invocationId, modelId, runner, usage, costUsd, unpaid, durationMs };
  const known = Object.fromEntries(Object.entries(unanswered).filter(([, value]) => value !== undefined));
  await attachExecutionData(ledger, {
    runId,
    telemetry: { unanswered: { ...known, invocationId, modelId, runner } },
  });
}

interface Call {
  modelId: ModelId;
  runner: string;
  telemetry: Execution["telemetry"];
}

async function ask(
  { root, timeoutMs, toolVersion, ...context }: InvocationContext,
  { runner, model, modelId }: SecondReviewer,
  {
    token,
    notes,
    planned,
  }: { token: string; notes: readonly QuestionedNote[]; planned: readonly PlannedRun[] },
): Promise<Execution> {
  const gates = new Map(
    planned.flatMap((run) => run.gates).map(({ id, text }) => [id, { gateId: id, text }]),
  );
  const named = new Set(notes.flatMap(({ findings }) => findings.map(({ gateId }) => gateId)));
  const prompt = renderSecondPrompt({
    token,
    notes,
    gates: [...gates.values()].filter(({ gateId }) => named.has(gateId)),
  });
  const shas = new Map(planned.map(({ note }) => [note.path, note.sha]));
  const invocationId = randomUUID();
  const started = performance.now();
  const execution = await executeRunner(
    runner,
    {
      ...{ invocationId, prompt, token, model, root, timeoutMs },
      // Each finding stands in place of a gate, so that a complete answer is known as one.
      notes: notes.map(({ notePath, text, findings }) => ({
        ...{ notePath, text, noteSha: shas.get(notePath) ?? "" },
        gates: findings.map(({ id }) => ({ gateId: id, severity: "fail" })),
      })),
    },
    context,
  );
  return {
    ...execution,
    text: execution.text.toWellFormed(),
    telemetry: {
      ...(wasCalled(execution) && { invocationId, durationMs: Math.round(performance.now() - started) }),
      ...execution.telemetry,
      ...{ runner: runner.name, requestedModelId: modelId, toolVersion },
      promptBytes: Buffer.byteLength(prompt),
      promptSha: createHash("sha256").update(prompt).digest("hex"),
    },
  };
}
