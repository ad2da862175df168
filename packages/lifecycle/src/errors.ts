export { InvalidInputError } from "@review/db";

/** The stable codes of the errors this package throws. */
export type LifecycleErrorCode =
  | "invalid-model"
  | "run-not-running"
  | "gate-not-requested"
  | "gate-already-reviewed"
  | "gate-changed"
  | "findings-refused"
  | "quote-not-found"
  | "run-failed"
  | "never-reviewed"
  | "not-accepted"
  | "verdict-changed"
  | "acceptance-changed"
  | "unknown-finding"
  | "already-waived"
  | "not-waived"
  | "until-passed";

/** Base of every error this package throws. */
export class LifecycleError extends Error {
  override readonly name: string = "LifecycleError";
  readonly code: LifecycleErrorCode;

  constructor(code: LifecycleErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** A model name from which no partition can be made. */
export class InvalidModelError extends LifecycleError {
  override readonly name = "InvalidModelError";
  constructor(model: string, why = "it needs at least one letter or digit") {
    super("invalid-model", `${JSON.stringify(model)} is not a model name: ${why}`);
  }
}

/** The move needs a running run; this one has ended. */
export class RunNotRunningError extends LifecycleError {
  override readonly name = "RunNotRunningError";
  readonly runId: number;
  readonly status: string;
  constructor(runId: number, status: string) {
    super(
      "run-not-running",
      `run ${runId} is ${status}, not running: create a new run to review the note again`,
    );
    this.runId = runId;
    this.status = status;
  }
}

/** The gate is not in the run's requested set. */
export class GateNotRequestedError extends LifecycleError {
  override readonly name = "GateNotRequestedError";
  constructor(runId: number, gateId: string, requested: readonly string[]) {
    super(
      "gate-not-requested",
      `gate ${gateId} is not in run ${runId}, which asks for ${requested.join(", ")}`,
    );
  }
}

/** The gate has a gate review in this run, and `replace` was not given. */
export class GateAlreadyReviewedError extends LifecycleError {
  override readonly name = "GateAlreadyReviewedError";
  constructor(runId: number, gateId: string) {
    super(
      "gate-already-reviewed",
      `gate ${gateId} already has a review in run ${runId}: replace it (option replace) to correct it`,
    );
  }
}

/** The gate was judged in another version than the run captured. */
export class GateChangedError extends LifecycleError {
  override readonly name = "GateChangedError";
  constructor(runId: number, gateId: string) {
    super(
      "gate-changed",
      `gate ${gateId} was judged in another version than run ${runId} captured when it started`,
    );
  }
}

/** The run could not complete and has been failed; `problems` says why, one sentence each. */
export class RunFailedError extends LifecycleError {
  override readonly name = "RunFailedError";
  readonly runId: number;
  readonly reason: string;
  readonly problems: readonly string[];
  constructor(runId: number, problems: readonly string[]) {
    const reason = problems.join("; ");
    super("run-failed", `run ${runId} failed: ${reason}`);
    this.runId = runId;
    this.reason = reason;
    this.problems = problems;
  }
}

/** What the lock alone knows of a pair: something of it changed since it was accepted, or that was taken back, and why. */
export type KnownByLock = { changed: string } | { remark: string };

/** An acknowledgement of a pair of which no review is known under this partition. */
export class NeverReviewedError extends LifecycleError {
  override readonly name = "NeverReviewedError";
  constructor(notePath: string, gateId: string, modelId: string, inLock?: KnownByLock) {
    super("never-reviewed", `${notePath} ${whyUnreviewed(gateId, modelId, inLock)}`);
  }
}

function whyUnreviewed(gateId: string, modelId: string, inLock: KnownByLock | undefined): string {
  const against = `against ${gateId} under ${modelId}`;
  if (inLock === undefined) return `was never reviewed ${against}: review it before it can be acknowledged`;
  if ("remark" in inLock)
    return `was reopened ${against}, as the lock says (${inLock.remark.slice(0, 200).toWellFormed()}): review it, it has no review here that could be acknowledged`;
  return `is accepted ${against} by the lock alone, the ${inLock.changed} changed before this ledger took that in, and the accepted text was not found in git, as checked out or not long before (a shallow clone lacks it: git fetch --unshallow): review it; or put that text in the place of yours, run this command, put yours back and run it again`;
}

/** A pair is not accepted in the version it has now, so there is nothing to take back. */
export class NotAcceptedError extends LifecycleError {
  override readonly name = "NotAcceptedError";
  constructor(notePath: string, gateId: string, modelId: string) {
    super(
      "not-accepted",
      `${notePath} is not accepted against ${gateId} under ${modelId} as it is now: there is nothing to reopen`,
    );
  }
}

/** Another review than the one that a person looked at stands behind the pair by now. */
export class VerdictChangedError extends LifecycleError {
  override readonly name = "VerdictChangedError";
  constructor(notePath: string, gateId: string, reviewIds: { expected: number; standing: number }) {
    const { expected, standing } = reviewIds;
    super(
      "verdict-changed",
      `${notePath} against ${gateId} rests on review ${standing} now, not on review ${expected}: look at it again`,
    );
  }
}

/** Something was decided about the pair since a person looked at it. */
export class AcceptanceChangedError extends LifecycleError {
  override readonly name = "AcceptanceChangedError";
  constructor(notePath: string, gateId: string, eventIds: { expected: number; standing: number }) {
    const { expected, standing } = eventIds;
    super(
      "acceptance-changed",
      `${notePath} against ${gateId} rests on acceptance ${standing} now, not on acceptance ${expected}: look at it again`,
    );
  }
}
