/** How to do without an agreement that is kept. */
const WITHOUT =
  "give --trust to agree for this once, or set REVIEW_TRUST to what `review-nested trust --print` prints";

/** The user has not agreed to what a repository names, and was not there to be asked, or said no. */
export class TrustNeededError extends Error {
  override readonly name = "TrustNeededError";
  readonly code = "trust-needed";
  constructor(what: string, command: string) {
    super(`${what}: \`${command}\` shows it and asks; or ${WITHOUT}`);
  }
}

/** What the user agreed to cannot be kept. */
export class TrustNotKeptError extends Error {
  override readonly name = "TrustNotKeptError";
  readonly code = "trust-not-kept";
  constructor(why: string) {
    super(`your agreement cannot be kept, ${why}: ${WITHOUT}`);
  }
}

/** The file of the user's agreements could be somebody else's, or cannot be read. */
export class TrustFileError extends Error {
  override readonly name = "TrustFileError";
  readonly code = "trust-file-unusable";
  constructor(path: string, why: string) {
    super(
      `${path} ${why}, so it does not count: remove it and run \`review-nested trust\` again; or ${WITHOUT}`,
    );
  }
}

/** The place of a ledger, as the repository has it, leads elsewhere, or is one of something else. */
export class LedgerPlaceError extends Error {
  override readonly name = "LedgerPlaceError";
  readonly code = "ledger-place";
  constructor(path: string, why: string, mend = "the repository could have put it there: remove it") {
    super(`${path} ${why}, and ${mend}, or name a ledger with --db`);
  }
}
