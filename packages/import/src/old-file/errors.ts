/** The stable codes of the errors this package throws. */
export type OldLedgerErrorCode = "old-ledger-not-found" | "not-an-old-ledger" | "old-ledger-unreadable";

/** Base of what is wrong with the file that is to be imported. */
class OldLedgerError extends Error {
  override readonly name: string = "OldLedgerError";
  readonly code: OldLedgerErrorCode;

  constructor(code: OldLedgerErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** There is no file to import from. */
export class OldLedgerNotFoundError extends OldLedgerError {
  override readonly name = "OldLedgerNotFoundError";
  constructor(path: string) {
    super("old-ledger-not-found", `there is no file ${path}: name the SQLite file of the old scripts`);
  }
}

/** The file has none of the tables that the old scripts kept. */
export class NotAnOldLedgerError extends OldLedgerError {
  override readonly name = "NotAnOldLedgerError";
  constructor(path: string, what: string) {
    super("not-an-old-ledger", `${path} ${what}: name the SQLite file of the old scripts`);
  }
}

/** The old file cannot be read as a whole: permissions, damage, or another program is writing it. */
export class OldLedgerUnreadableError extends OldLedgerError {
  override readonly name = "OldLedgerUnreadableError";
  constructor(path: string, reason: string, options?: ErrorOptions) {
    super("old-ledger-unreadable", `cannot read the old ledger ${path}: ${reason}`, options);
  }
}
