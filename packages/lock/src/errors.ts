/** The stable codes of the errors this package throws. */
export type LockErrorCode = "lock-place" | "lock-unusable";

/** Base of every error this package throws: one line, with a code to branch on. */
export class LockError extends Error {
  readonly code: LockErrorCode;

  constructor(code: LockErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** A symlink stands in the lock, or on the way to it: it might lead anywhere, so it is not followed. */
export class LockPlaceError extends LockError {
  constructor(path: string) {
    super("lock-place", `${path} is a symlink, and a lock is not read or written through one: remove it`);
  }
}

/** A file or folder of the lock cannot be read, written or removed. */
export class LockUnusableError extends LockError {
  constructor(path: string, why: string, options?: ErrorOptions) {
    super("lock-unusable", `${path} cannot be used: ${why}`, options);
  }
}
