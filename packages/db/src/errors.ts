/** The stable codes of the errors this package throws. */
export type LedgerErrorCode =
  | "ledger-not-found"
  | "not-a-ledger"
  | "ledger-too-new"
  | "ledger-outdated"
  | "migration-changed"
  | UnavailableCode
  | "native-module-unusable"
  | "ledger-constraint"
  | "ledger-closed"
  | "ledger-not-empty"
  | "ledger-changed"
  | "copy-damaged"
  | "bad-ledger-url"
  | "run-not-found"
  | "not-shared"
  | "invalid-input";

/** Why a ledger cannot be used: by itself, or for want of what only its owner on a server can do. */
export type UnavailableCode =
  | "ledger-unavailable"
  | "ledger-not-made"
  | "ledger-not-migrated"
  | "role-not-let-in";

/** Base of every error this package throws. */
export class LedgerError extends Error {
  override readonly name: string = "LedgerError";
  readonly code: LedgerErrorCode;

  constructor(code: LedgerErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** `openLedger` in read-only mode found no file. */
export class LedgerNotFoundError extends LedgerError {
  override readonly name = "LedgerNotFoundError";
  constructor(path: string) {
    super("ledger-not-found", `no ledger at ${path}: the first recorded run creates it`);
  }
}

/** The file is there but is not a ledger of ours. */
export class NotALedgerError extends LedgerError {
  override readonly name = "NotALedgerError";
  constructor(path: string, what: string) {
    super(
      "not-a-ledger",
      `${path} ${what}: name another file (option db, or the variable REVIEW_DB), or move this one away`,
    );
  }
}

/** The file was written by a newer version of this program. */
export class LedgerTooNewError extends LedgerError {
  override readonly name = "LedgerTooNewError";
  constructor(path: string, found: number, known: number) {
    super(
      "ledger-too-new",
      `${path} has schema version ${found}, this program knows up to ${known}: update review to use it`,
    );
  }
}

/** A read-only open met a ledger that still needs a migration. */
export class LedgerOutdatedError extends LedgerError {
  override readonly name = "LedgerOutdatedError";
  constructor(path: string, found: number, known: number) {
    super(
      "ledger-outdated",
      `${path} has schema version ${found}, this program needs ${known}: the next command that uses it migrates it and keeps a copy beside it`,
    );
  }
}

/** A migration that was already applied to this ledger differs from the one in this program. */
export class MigrationChangedError extends LedgerError {
  override readonly name = "MigrationChangedError";
  constructor(path: string, version: number) {
    super(
      "migration-changed",
      `${path} was migrated to version ${version} by a different migration text: use the program version that made it`,
    );
  }
}

/** The ledger cannot be opened, read or written: permissions, disk, damage. */
export class LedgerUnavailableError extends LedgerError {
  override readonly name = "LedgerUnavailableError";
  constructor(
    path: string,
    reason: string,
    { code = "ledger-unavailable", ...options }: ErrorOptions & { code?: UnavailableCode } = {},
  ) {
    super(code, `cannot use the ledger ${path}: ${reason}`, options);
  }
}

/** SQLite itself cannot be loaded; no ledger is to blame. */
export class NativeModuleError extends LedgerError {
  override readonly name = "NativeModuleError";
  constructor(why: string, options?: ErrorOptions) {
    super(
      "native-module-unusable",
      `the native code of better-sqlite3 ${why}: run \`npm rebuild better-sqlite3\` with this Node.js (with pnpm: \`pnpm approve-builds\`)`,
      options,
    );
  }
}

/** The database refused a row that breaks a rule of the ledger. */
export class LedgerConstraintError extends LedgerError {
  override readonly name = "LedgerConstraintError";
  constructor(path: string, reason: string, options?: ErrorOptions) {
    super("ledger-constraint", `the ledger ${path} refused a change: ${reason}`, options);
  }
}

/** The ledger is a file: what several machines share is on a server. */
export class NotSharedError extends LedgerError {
  override readonly name = "NotSharedError";
  constructor(path: string) {
    super(
      "not-shared",
      `${path} is a file, and machines share a sweep through a ledger on PostgreSQL: name one by --db postgres://… (docs/team.md)`,
    );
  }
}

/** No run has this id. */
export class RunNotFoundError extends LedgerError {
  override readonly name = "RunNotFoundError";
  readonly runId: number;
  constructor(runId: number) {
    super("run-not-found", `run ${runId} is not in the ledger`);
    this.runId = runId;
  }
}

/** A caller passed something of another shape than the types say, or that can never be recorded; nothing was changed. */
export class InvalidInputError extends LedgerError {
  override readonly name = "InvalidInputError";
  constructor(message: string) {
    super("invalid-input", message);
  }
}
