export type { Batch, PlannedRun } from "./batch.ts";
export { buildRun, buildRuns } from "./build-batch.ts";
export { type ClientReport, reportClient } from "./clients/client-report.ts";
export {
  type BatchContext,
  type BatchOutcome,
  executeBatch,
  type GateOutcome,
  type Reviewer,
  type RunOutcome,
  toRequestedGate,
} from "./execute-batch.ts";
export type { Ended, Execution, Failure, FailureKind } from "./execution.ts";
export { clients, findRunner, UnknownRunnerError } from "./find-runner.ts";
export { groupByNote, type PlanLimits, type PlannedPair, planBatches } from "./plan-batches.ts";
export { renderBatchPrompt } from "./render-batch.ts";
export type { ExecuteContext, Progress, RequestedGate, ReviewRequest, Runner } from "./runner.ts";
export type { Budget } from "./sweep/budget.ts";
export { type Consumption, estimate, learnFrom } from "./sweep/estimate.ts";
export type { StopReason, SweepEvent, SweepSummary } from "./sweep/events.ts";
export { type SweepOptions, sweep } from "./sweep/sweep.ts";
