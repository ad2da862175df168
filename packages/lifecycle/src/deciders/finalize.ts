import type { ExecutionData, ModelEvidence, ModelId } from "@review/db";
import type { RunChange, RunState, Verdict } from "@review/db/transitions";
import { coverageProblems } from "../coverage.ts";
import { RunFailedError, RunNotRunningError } from "../errors.ts";
import { mergeExecutionData } from "../execution-data.ts";
import type { GateReviewInput } from "../gate-review-input.ts";
import { findPartition } from "../model-partition.ts";
import { SEVERAL_MODELS } from "../read-telemetry.ts";

export interface FinalizeInput {
  gateReviews?: readonly GateReviewInput[];
  actualModelId?: ModelId;
  modelEvidence?: ModelEvidence;
  /** That a run which another model answered, or took part in, fails. Default false. */
  requireModel?: boolean;
  executionData?: ExecutionData;
}

/** Decides how a run ends: completed with everything that was passed, or failed with the execution data alone. */
export function decideFinalize(state: RunState, input: FinalizeInput): Verdict {
  const { run } = state;
  if (run.status !== "running") return { error: new RunNotRunningError(run.id, run.status) };
  const problems = coverageProblems(
    { ...run, gates: state.gates, written: state.written },
    input.gateReviews,
  );
  const other = input.requireModel ? otherModel(state, input) : undefined;
  if (other !== undefined) {
    problems.unshift(
      `${other} answered, and no other model than ${run.modelId} counts: ask for the one that answers by its name, or leave out --exact-model and requireModel`,
    );
  }
  if (problems.length > 0) {
    const error = new RunFailedError(run.id, problems);
    const evidence = mergeExecutionData(input.executionData ?? {}, run.telemetry);
    return { change: { ...evidence, end: { status: "failed", reason: error.reason } }, error };
  }
  const change: RunChange = {
    gateReviews: (input.gateReviews ?? []).map(({ gateSha: _, ...review }) => review),
    end: { status: "completed" },
    ...mergeExecutionData(withRekey(state, input), run.telemetry),
  };
  if (isRekey(state, input)) change.rekeyTo = input.actualModelId;
  return { change };
}

function isRekey({ run }: RunState, { actualModelId }: FinalizeInput): boolean {
  return actualModelId !== undefined && actualModelId !== run.modelId;
}

/** Who answered that is certainly not the model asked for alone, whether the run could be recorded under it or not. */
function otherModel(state: RunState, input: FinalizeInput): string | undefined {
  if (isRekey(state, input)) return input.actualModelId;
  const { model, modelEvidence } = input.executionData?.telemetry ?? {};
  if (model === SEVERAL_MODELS) return "more than one model";
  const isNoPartition = model !== undefined && modelEvidence !== undefined && !findPartition(model);
  return isNoPartition ? JSON.stringify(model) : undefined;
}

/** A rekeyed run keeps in its telemetry what it was asked for, so that the next selection can find it. */
function withRekey(state: RunState, input: FinalizeInput): ExecutionData {
  const { executionData = {}, modelEvidence = "declared" } = input;
  if (!isRekey(state, input)) return executionData;
  const telemetry = { ...executionData.telemetry, modelEvidence, rekeyed: true };
  telemetry.requestedModelId ??= state.run.telemetry?.requestedModelId ?? state.run.modelId;
  return { ...executionData, telemetry };
}
