export type {
  Acceptance,
  AcceptanceFilter,
  AcceptedVerdict,
  AcceptedVersion,
  DecidedFinding,
  Evidence,
  GateVersions,
  InvariantReport,
  JudgedByBoth,
  JudgedPair,
  Judgement,
  LedgerMark,
  LedgerReport,
  NewestVersion,
  NoteAcceptances,
  NoteVersion,
  PairsOfNote,
  RunDetails,
  RunFilter,
  VerdictFilter,
} from "./answers.ts";
export type { AttestationQuestion, AttestationState } from "./attestation.ts";
export type { PairKey, PairUnderModel, PairVersion } from "./changes.ts";
export {
  InvalidInputError,
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
export type { Finding, FindingQuote, NewFinding } from "./finding.ts";
export { beforeClosing, type Ledger } from "./ledger.ts";
export { isBroughtByGit, ledgerExists, type OpenLedgerOptions, openLedger } from "./open-ledger.ts";
export {
  acceptancesOf,
  attestationState,
  getGateReview,
  getRun,
  getRunOutput,
  getSnapshot,
  inspectLedger,
  listAcceptanceEvents,
  listAccepted,
  listAcceptedNames,
  listDecidedFindings,
  listEvidence,
  listFindingKeys,
  listFindings,
  listInvocations,
  listJudgedByBoth,
  listLastFindings,
  listNewestVersions,
  listNotesSince,
  listRecordedGateIds,
  listRecordedNotePaths,
  listRecordedPartitions,
  listRequestedGateIds,
  listRuns,
  listVerdicts,
  listWaivers,
  markLedger,
  standingAcceptance,
  verifyLedger,
} from "./reads.ts";
export type { AcceptanceEvent, GateReview, RequestedGate, Run } from "./rows.ts";
export { asNativeModuleError } from "./sqlite/driver/native-module.ts";
export { namesSuperJournal } from "./sqlite/files/rollback-journal.ts";
export { APPLICATION_ID } from "./sqlite/schema/application-id.ts";
export { standingOverride } from "./standing-override.ts";
export { telemetryProblem } from "./telemetry-kinds.ts";
export {
  ACCEPTABLE_DECISIONS,
  ACCEPTANCE_KINDS,
  type AcceptableDecision,
  type AcceptanceEventId,
  type AcceptanceKind,
  DECISIONS,
  type Decision,
  FINDING_SEVERITIES,
  type FindingId,
  type FindingSeverity,
  type GateReviewId,
  LOCK_RUNNER,
  MODEL_EVIDENCE,
  type ModelEvidence,
  type ModelId,
  REVIEW_KINDS,
  type ReviewKind,
  RUN_STATUSES,
  type RunId,
  type RunStatus,
  type Snapshot,
  WAIVER_KINDS,
  type WaiverId,
  type WaiverKind,
} from "./vocabulary.ts";
export type { NewestWaivers, NewWaiver, Waiver, WaiverState } from "./waiver.ts";
