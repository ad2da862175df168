export { carryOutPlan } from "./carry-out-plan.ts";
export { LockError, type LockErrorCode, LockPlaceError, LockUnusableError } from "./errors.ts";
export {
  EVIDENCE_GRADES,
  type EvidenceGrade,
  type LockEntry,
  type LockedFinding,
  type LockedWaiver,
} from "./lock-entry.ts";
export { type LockPlan, planLock, planNotes, type WantedEntries } from "./plan-lock.ts";
