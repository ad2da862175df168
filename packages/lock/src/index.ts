export { carryOutPlan } from "./carry-out-plan.ts";
export { LockError, type LockErrorCode, LockPlaceError, LockUnusableError } from "./errors.ts";
export { type FindingDecision, findingsOf, newestDecisions, withDecisions } from "./finding-decisions.ts";
export { type LockedNotes, listLockedNotes } from "./list-locked-notes.ts";
export {
  type AcceptedEntry,
  EVIDENCE_GRADES,
  type EvidenceGrade,
  identityOf,
  isAccepted,
  isWithdrawn,
  LONGEST_REMARK,
  type LockEntry,
  type LockedDispute,
  type LockedFinding,
  type LockedSample,
  type LockedUnwaiver,
  type LockedWaiver,
  type WithdrawnEntry,
} from "./lock-entry.ts";
export { canHaveFile, lockFilePath, quarantinesPath, withoutFile } from "./lock-place.ts";
export { missingFrom } from "./missing-from.ts";
export { type LockPlan, planLock, planNotes, type WantedEntries, type WantedLock } from "./plan-lock.ts";
export {
  type LockedQuarantine,
  parseQuarantines,
  planQuarantines,
  quarantineKey,
  readQuarantines,
} from "./quarantines.ts";
export type { UnreadEntry } from "./read-entry.ts";
export { lockFileReader, lockTextReader } from "./read-lock-file.ts";
export { type KeyInLock, sharedKeys } from "./shared-keys.ts";
