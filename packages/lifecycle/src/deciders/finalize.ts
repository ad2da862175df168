import type { ExecutionData, ModelEvidence } from "@review/db";
import type { RunChange, RunState, Verdict } from "@review/db/transitions";
import { coverageProblems } from "../coverage.ts";
import { RunFailedError, RunNotRunningError } from "../errors.ts";
import { mergeExecutionData } from "../execution-data.ts";
import type { GateReviewInput } from "../gate-review-input.ts";
import { type Answerer, otherModelProblem } from "../other-model.ts";
import type { Proven } from "../prove-reviews.ts";

export interface FinalizeInput extends Answerer {
  gateReviews?: readonly Proven<GateReviewInput>[];
  modelEvidence?: ModelEvidence;
}

/** Decides how a run ends: completed with everything that was passed, or failed with the execution data alone. */
export function decideFinalize(state: RunState, input: FinalizeInput): Verdict {
  const { run } = state;
  if (run.status !== "running") return { error: new RunNotRunningError(run.id, run.status) };
  const problems = coverageProblems(
    { ...run, gates: state.gates, written: state.written },
    input.gateReviews,
  );
  const other = otherModelProblem(run.modelId, input);
  if (other !== undefined) problems.unshift(other);
  if (problems.length > 0) {
    const error = new RunFailedError(run.id, problems);
    const evidence = mergeExecutionData(input.executionData ?? {}, run.telemetry);
    return { change: { ...evidence, end: { status: "failed", reason: error.reason } }, error };
  }
  const change: RunChange = {
    gateReviews: (input.gateReviews ?? []).map(({ gateSha: _, problems: __, ...review }) => review),
    end: { status: "completed" },
    ...mergeExecutionData(withRekey(state, input), run.telemetry),
  };
  if (isRekey(state, input)) change.rekeyTo = input.actualModelId;
  return { change };
}

function isRekey({ run }: RunState, { actualModelId }: FinalizeInput): boolean {
  return actualModelId !== undefined && actualModelId !== run.modelId;
}

/** A rekeyed run keeps in its telemetry what it was asked for, so that the next selection can find it. */
function withRekey(state: RunState, input: FinalizeInput): ExecutionData {
  const { executionData = {}, modelEvidence = "declared" } = input;
  if (!isRekey(state, input)) return executionData;
  const telemetry = { ...executionData.telemetry, modelEvidence, rekeyed: true };
  telemetry.requestedModelId ??= state.run.telemetry?.requestedModelId ?? state.run.modelId;
  return { ...executionData, telemetry };
}
