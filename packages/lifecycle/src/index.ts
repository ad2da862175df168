export type { RunGate } from "@review/db/transitions";
export { type AcknowledgeOptions, acknowledge, acknowledgeAll } from "./acknowledge.ts";
export { acknowledgeBySample, type SampledAcknowledgement } from "./acknowledge-by-sample.ts";
export { type AttachExecutionDataOptions, attachExecutionData } from "./attach-execution-data.ts";
export { type AttestResult, attest, foreseeAttest } from "./attest.ts";
export { carriedOverTo } from "./carried-over.ts";
export { completionProblems } from "./coverage.ts";
export { type CreateRunOptions, createRun } from "./create-run.ts";
export {
  ACKNOWLEDGEMENT_KINDS,
  type AcknowledgedPair,
  type AcknowledgementKind,
} from "./deciders/acknowledge.ts";
export type { SampledPair, SampleInput } from "./deciders/acknowledge-by-sample.ts";
export { type DecisionsAbout, decisionsAbout } from "./deciders/decisions-about.ts";
export type { UnwaiveInput as UnwaiveOptions, WaiveInput as WaiveOptions } from "./deciders/waive.ts";
export type { WriteInput } from "./deciders/write-gate-review.ts";
export {
  AcceptanceChangedError,
  GateAlreadyReviewedError,
  GateChangedError,
  GateNotRequestedError,
  InvalidInputError,
  InvalidModelError,
  type KnownByLock,
  LifecycleError,
  type LifecycleErrorCode,
  NeverReviewedError,
  NotAcceptedError,
  RunFailedError,
  RunNotRunningError,
  VerdictChangedError,
} from "./errors.ts";
export { cutMiddle, DEBUG_LOG_LIMIT, RAW_BUNDLE_LIMIT } from "./execution-data.ts";
export { type FailRunOptions, type FailRunsOptions, failRun, failRuns } from "./fail-run.ts";
export { FindingsRefusedError, QuoteNotFoundError } from "./finding-errors.ts";
export type { GateReviewInput } from "./gate-review-input.ts";
export { listWaived, type NoteToReview } from "./list-waived.ts";
export { type Attestation, attestationOf, attestedRemarks, describeAttestation } from "./lock/attestation.ts";
export type {
  AttestedDispute,
  AttestedEntry,
  AttestedFinding,
  AttestedSample,
  AttestedUnwaiver,
  AttestedWaiver,
  RefusedEntry,
  TakenBackEntry,
} from "./lock/attested-entry.ts";
export { type CarriedDecision, carriedBy, isCarried } from "./lock/carried-decisions.ts";
export type { KeyHolders, PairsThere, PairThere, RekeyedEntry } from "./lock/foreign-keys.ts";
export { type DoubtedEntries, doubtedEntries } from "./lock/refused-entries.ts";
export { saysMore } from "./lock/says-more.ts";
export {
  CHECKS_PARTITION,
  EFFORTS,
  type Effort,
  findPartition,
  modelPartition,
  type PartitionOptions,
} from "./model-partition.ts";
export { type Answerer, otherModel } from "./other-model.ts";
export { actualModel, readTelemetry, SEVERAL_MODELS, USAGE_KEYS } from "./read-telemetry.ts";
export { type FinalizeRunOptions, recordAndFinalizeRun } from "./record-and-finalize-run.ts";
export { type OpinionsInput, recordOpinions } from "./record-opinions.ts";
export { type ReopenOptions, reopen } from "./reopen.ts";
export {
  isPinned,
  type ResolvedPartitions,
  type ResolveOptions,
  resolvePartitions,
} from "./resolve-partitions.ts";
export { type ReviewsOfNote, resolvedFindings } from "./resolved-findings.ts";
export {
  type Freshness,
  type GateVersion,
  type NoteUnderGates,
  type StalePair,
  selectStalePairs,
} from "./select-stale-pairs.ts";
export { type KnownQuarantine, settleQuarantines, type TestedGate } from "./settle-quarantines.ts";
export { STALE_REASONS, type StaleReason, staleReason } from "./stale-reason.ts";
export { standingUnder } from "./standing-under.ts";
export { type TakeBackOverrideOptions, takeBackOverride } from "./take-back-override.ts";
export { type StandingWaivers, standingWaivers, unwaive, waive } from "./waive.ts";
export {
  AlreadyWaivedError,
  NotWaivedError,
  UnknownFindingError,
  UntilPassedError,
} from "./waiver-errors.ts";
export { type Waived, type WaiverReach, waives } from "./waiver-holds.ts";
export { type WriteGateReviewOptions, writeGateReview, writeGateReviews } from "./write-gate-review.ts";
