export { NO_NOTE_BLOCK } from "@review/protocol";
export { toRequestedGate } from "./batch/ask-runner.ts";
export type { PlannedRun } from "./batch/batch.ts";
export { batchOf } from "./batch/batch-of.ts";
export { buildRun, buildRuns } from "./batch/build-batch.ts";
export type { RunOutcome } from "./batch/end-run.ts";
export {
  type BatchContext,
  type BatchOutcome,
  executeBatch,
  readyForAnswers,
} from "./batch/execute-batch.ts";
export { findChanged, withChanged } from "./batch/find-changed.ts";
export {
  groupByNote,
  leaveOutTooLarge,
  type PlanLimits,
  planBatches,
  type TooLarge,
} from "./batch/plan-batches.ts";
export type { PlannedPair } from "./batch/planned-pair.ts";
export type { GateOutcome } from "./batch/read-outcomes.ts";
export { renderBatchPrompt } from "./batch/render-batch.ts";
export type { Reviewer, SecondReviewer } from "./batch/reviewer.ts";
export type { SecondOutcome } from "./batch/second-opinion.ts";
export { CHANGED_MEANWHILE } from "./checks/check-result.ts";
export { findMissingPrograms, whyCheckUnstartable } from "./checks/find-check-program.ts";
export { planProcesses } from "./checks/plan-processes.ts";
export { type ClientReport, reportClient } from "./clients/client-report.ts";
export { findRunModels } from "./clients/codex/find-run-models.ts";
export { clients } from "./clients/known-clients.ts";
export { layTraps, type TrapTree } from "./conformance/scratch-tree.ts";
export { type TrapResult, TrapsNotTriedError, tryTraps } from "./conformance/try-traps.ts";
export { type Execution, type Failure, type FailureKind, OF_THE_SERVICE, SURROUNDINGS } from "./execution.ts";
export { findRunner, UnknownRunnerError } from "./find-runner.ts";
export { GitRefError } from "./git/ask-git.ts";
export { changedSinceCommit } from "./git/changed-since-commit.ts";
export { type EarlierText, findEarlierTexts } from "./git/find-earlier-texts.ts";
export { gitBlobId, readGitTexts } from "./git/git-objects.ts";
export { listCommitted } from "./git/list-committed.ts";
export { readCommitted } from "./git/read-committed.ts";
export { createRedactor, type Redactor } from "./process/redact.ts";
export { isSecretName } from "./process/secrets.ts";
export { startForPerson } from "./process/start-process.ts";
export { SEE_LOG, tellFailure, tellInPassing } from "./remedy.ts";
export type { ExecuteContext, Progress, RequestedGate, ReviewRequest, Runner } from "./runner.ts";
export type { RunnerErrorCode } from "./runner-error-code.ts";
export {
  canBeAsked,
  LOCAL_SERVICE,
  LOCAL_SERVICE_VARIABLE,
  reportService,
  reportServices,
  type ServiceReport,
  withAnswer,
} from "./services/report-services.ts";
export { advise } from "./sweep/budget.ts";
export { type Course, followBatch, MAX_SILENCES, type Turn } from "./sweep/course.ts";
export {
  type Consumption,
  consumptionOf,
  estimate,
  learn,
  learnFrom,
  noExperience,
} from "./sweep/estimate.ts";
export type { StopReason, SweepEvent, SweepSummary } from "./sweep/events.ts";
export { keepStale } from "./sweep/keep-stale.ts";
export { namesIn, runEvents, secondOf, sumUp } from "./sweep/sum-up.ts";
export { type SweepOptions, sweep } from "./sweep/sweep.ts";
export { countCalls } from "./sweep/tally.ts";
export { isUnderReview } from "./sweep/under-review.ts";
