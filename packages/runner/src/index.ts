export { toRequestedGate } from "./batch/ask-runner.ts";
export type { Batch, PlannedRun } from "./batch/batch.ts";
export { buildRun, buildRuns } from "./batch/build-batch.ts";
export type { GateOutcome, RunOutcome } from "./batch/end-run.ts";
export { type BatchContext, type BatchOutcome, executeBatch } from "./batch/execute-batch.ts";
export { findChanged } from "./batch/find-changed.ts";
export { groupByNote, type PlanLimits, type PlannedPair, planBatches } from "./batch/plan-batches.ts";
export { renderBatchPrompt } from "./batch/render-batch.ts";
export type { Reviewer } from "./batch/reviewer.ts";
export { type ClientReport, reportClient } from "./clients/client-report.ts";
export { type FoundSessions, findRunModels, type SessionModel } from "./clients/codex/find-run-models.ts";
export {
  type Ended,
  type Execution,
  type Failure,
  type FailureKind,
  SEE_LOG,
  SURROUNDINGS,
} from "./execution.ts";
export { clients, findRunner, UnknownRunnerError } from "./find-runner.ts";
export { GitUnreadableError, gitBlobId, readGitTexts } from "./git/git-objects.ts";
export { isSecretName } from "./process/secrets.ts";
export type { ExecuteContext, Progress, RequestedGate, ReviewRequest, Runner } from "./runner.ts";
export type { RunnerErrorCode } from "./runner-error-code.ts";
export { findCheckProgram } from "./runners/find-check-program.ts";
export type { Budget } from "./sweep/budget.ts";
export { type Consumption, estimate, learnFrom } from "./sweep/estimate.ts";
export type { StopReason, SweepEvent, SweepSummary } from "./sweep/events.ts";
export { type SweepOptions, sweep } from "./sweep/sweep.ts";
