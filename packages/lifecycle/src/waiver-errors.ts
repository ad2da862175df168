import { LifecycleError } from "./errors.ts";

/** No review in a run that has ended found this. */
export class UnknownFindingError extends LifecycleError {
  override readonly name = "UnknownFindingError";
  constructor(key: string) {
    super("unknown-finding", `no review found ${JSON.stringify(key)}: warns shows the keys of findings`);
  }
}

/** The finding is waived already, just so. */
export class AlreadyWaivedError extends LifecycleError {
  override readonly name = "AlreadyWaivedError";
  constructor(key: string, { reason, until }: { reason: string; until?: string | undefined }) {
    const how = until === undefined ? "" : ` until ${until}`;
    super(
      "already-waived",
      `${key} is waived${how} already (${reason}): give another last day, or unwaive it first`,
    );
  }
}

/** The finding is not waived, or no longer, so there is nothing to take back. */
export class NotWaivedError extends LifecycleError {
  override readonly name = "NotWaivedError";
  readonly key: string;
  /** `why` says what keeps it from counting, if something else does. */
  constructor(key: string, why = "there is nothing to take back") {
    super("not-waived", `${key} is not waived: ${why}`);
    this.key = key;
  }
}

/** The last day of a waiver is over before it begins. */
export class UntilPassedError extends LifecycleError {
  override readonly name = "UntilPassedError";
  constructor(until: string, today: string) {
    super(
      "until-passed",
      `${until} has passed (today is ${today}, UTC): a waiver ends at the end of today at the earliest`,
    );
  }
}
