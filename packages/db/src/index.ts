export type {
  Acceptance,
  AcceptanceFilter,
  AcceptedFilter,
  AcceptedVerdict,
  AcceptedVersion,
  DecidedFinding,
  Evidence,
  GateVersions,
  InitializedLedger,
  InvariantReport,
  LedgerMark,
  LedgerReport,
  NewestVersion,
  NoteAcceptances,
  NoteVersion,
  NoteWithGates,
  PairsOfNote,
  RunDetails,
  RunFilter,
  VerdictFilter,
} from "./answers.ts";
export type { AttestationQuestion, AttestationState, LastDecision } from "./attestation.ts";
export type { KeyOfPair, PairKey, PairUnderModel, PairVersion } from "./changes.ts";
export type { CopiedLedger, CopyProgress } from "./copy/copy-between.ts";
export { type CopyOptions, copyLedger } from "./copy-ledger.ts";
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
  NotSharedError,
  RunNotFoundError,
  type UnavailableCode,
} from "./errors.ts";
export type { ExecutionData, ProcessName, Telemetry, TokenUsage, UnansweredCall } from "./execution-data.ts";
export type { Finding, FindingQuote, NewFinding } from "./finding.ts";
export { type InitOptions, initLedger, initScript } from "./init-ledger.ts";
export type { JudgedAlone, JudgedByBoth, JudgedPair, JudgedVersion, Judgement } from "./judged.ts";
export { beforeClosing, type Ledger } from "./ledger.ts";
export {
  isBroughtByGit,
  isIgnored,
  isWrittenByGit,
  ledgerExists,
  type OpenLedgerOptions,
  openLedger,
  openToWrite,
  shownLedger,
  whyNotCreated,
} from "./open-ledger.ts";
export type { NewOpinion, Opinion, OpinionCall } from "./opinion.ts";
export type { NewQuarantine, Quarantine, QuarantineEvidence } from "./quarantine.ts";
export {
  acceptancesOf,
  attestationState,
  countRuns,
  getGateReview,
  getRun,
  getRunOutput,
  getSnapshot,
  inspectLedger,
  judgedFixtures,
  judgedVersions,
  listAcceptanceEvents,
  listAccepted,
  listAcceptedNames,
  listAcceptedNotePaths,
  listAcceptedPartitions,
  listDecidedFindings,
  listEvidence,
  listFindingKeys,
  listFindings,
  listInvocations,
  listJudgedByBoth,
  listLastFindings,
  listNewestVersions,
  listNotesSince,
  listOpinionCalls,
  listOpinions,
  listPairsOfKeys,
  listQuarantines,
  listRecordedGateIds,
  listRecordedNotePaths,
  listRecordedPartitions,
  listRequestedGateIds,
  listRuns,
  listSamples,
  listSharedSweeps,
  listVerdicts,
  listWaiverHistory,
  listWaivers,
  markLedger,
  standingAcceptance,
  verifyLedger,
} from "./reads.ts";
export type { AcceptanceEvent, GateReview, RequestedGate, Run } from "./rows.ts";
export type { Sample } from "./sample.ts";
export { type SecondName, secondName } from "./second-name.ts";
export type { SharedSweep, SweepCounts, SweepLimits, TurnName } from "./shared-sweeps.ts";
export { isSchemaEndless } from "./sqlite/driver/endless-schema.ts";
export { asNativeModuleError } from "./sqlite/driver/native-module.ts";
export { namesSuperJournal } from "./sqlite/files/rollback-journal.ts";
export { APPLICATION_ID } from "./sqlite/schema/application-id.ts";
export type { MigrationProgress } from "./sqlite/schema/room-to-migrate.ts";
export { standingOverride } from "./standing-override.ts";
export { type TurnOptions, takingTurns } from "./taking-turns.ts";
export {
  ACCEPTABLE_DECISIONS,
  ACCEPTANCE_KINDS,
  type AcceptableDecision,
  type AcceptanceEventId,
  type AcceptanceKind,
  DECISIONS,
  type Decision,
  FINDING_SEVERITIES,
  FIXTURE_FOLDER,
  type FindingId,
  type FindingSeverity,
  type GateReviewId,
  LOCK_RUNNER,
  MODEL_EVIDENCE,
  type ModelEvidence,
  type ModelId,
  OPINION_KINDS,
  type OpinionId,
  type OpinionKind,
  QUARANTINE_KINDS,
  type QuarantineId,
  type QuarantineKind,
  REVIEW_KINDS,
  type ReviewKind,
  RUN_STATUSES,
  type RunId,
  type RunStatus,
  type SampleId,
  type Snapshot,
  type SweepEnding,
  type SweepId,
  WAIVER_KINDS,
  type WaiverId,
  type WaiverKind,
} from "./vocabulary.ts";
export type { NewestWaivers, NewWaiver, Waiver, WaiverState } from "./waiver.ts";
