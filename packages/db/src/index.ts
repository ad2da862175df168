export {
  LedgerConstraintError,
  LedgerError,
  type LedgerErrorCode,
  LedgerNotFoundError,
  LedgerOutdatedError,
  LedgerTooNewError,
  LedgerUnavailableError,
  MigrationChangedError,
  NativeModuleError,
  NotALedgerError,
  RunNotFoundError,
} from "./errors.ts";
export type { ExecutionData, ProcessName, Telemetry, TokenUsage } from "./execution-data.ts";
export type { Ledger } from "./ledger.ts";
export { ledgerExists } from "./ledger-files.ts";
export { APPLICATION_ID } from "./migrate.ts";
export { type OpenLedgerOptions, openLedger } from "./open-ledger.ts";
export { asNativeModuleError } from "./open-sqlite.ts";
export { countRequestedGates } from "./queries/count-requested-gates.ts";
export {
  type CurrentAcceptance,
  type CurrentAcceptances,
  readCurrentAcceptances,
  readVersions,
  visitCurrentAcceptances,
} from "./queries/current-acceptances.ts";
export { getGateReview } from "./queries/get-gate-review.ts";
export { getRun, getRunOutput, type RunDetails } from "./queries/get-run.ts";
export { getSnapshot } from "./queries/get-snapshot.ts";
export { inspectLedger, type LedgerReport } from "./queries/inspect-ledger.ts";
export { type AcceptanceFilter, listAcceptanceEvents } from "./queries/list-acceptance-events.ts";
export { listAcceptedNames } from "./queries/list-accepted-names.ts";
export { type Evidence, listEvidence } from "./queries/list-evidence.ts";
export { listFixQueue, type QueuedPair } from "./queries/list-fix-queue.ts";
export { listInvocations } from "./queries/list-invocations.ts";
export { listRecordedGateIds, listRecordedNotePaths } from "./queries/list-recorded-names.ts";
export { listRuns, type RunFilter } from "./queries/list-runs.ts";
export { findRecordedPartition } from "./queries/requested-partition.ts";
export type { AcceptanceEvent, GateReview, RequestedGate, Run } from "./rows.ts";
export { telemetryProblem } from "./telemetry-kinds.ts";
export { type InvariantReport, verifyLedger } from "./verify-ledger.ts";
export {
  ACCEPTABLE_DECISIONS,
  ACCEPTANCE_KINDS,
  type AcceptableDecision,
  type AcceptanceEventId,
  type AcceptanceKind,
  DECISIONS,
  type Decision,
  type GateReviewId,
  MODEL_EVIDENCE,
  type ModelEvidence,
  type ModelId,
  REVIEW_KINDS,
  type ReviewKind,
  RUN_STATUSES,
  type RunId,
  type RunStatus,
  type Snapshot,
} from "./vocabulary.ts";
