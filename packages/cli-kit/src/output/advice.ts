import { NoNotesError } from "@review/corpus";
import { LedgerError } from "@review/db";
import { errorCode } from "@review/db/guards";
import { codeOf } from "../errors/exit-codes.ts";

/** What reads on after the message of an error, by its code: which of our commands helps. */
const ADVICE: Readonly<Record<string, string>> = {
  "run-not-found": ": `review-nested runs` lists those that are",
  "ledger-not-made": ": `review-nested ledger init URL` makes one",
  "ledger-not-migrated": ": its owner brings it there by `review-nested ledger init URL`",
  "role-not-let-in": ": its owner lets a role in by `review-nested ledger init URL --grant ROLE`",
  "no-root":
    "; name the root (option root, or the variable REVIEW_ROOT), or run `review-nested init` where it should be",
  "no-gates-directory": " (`review-nested init --with-gates` writes three gates to begin with)",
  "gate-invalid":
    "; mend it (`review-nested gates lint` lists all that is wrong), or, where that can be given, leave it out (option exclude)",
  "not-understood": "; `review-nested doctor` says whether the version of a client is a tested one",
};

/** The same where globs match no note: a configuration that is there is proposed by nobody. */
const adviseOnNotes = ({ isConfigured }: NoNotesError) =>
  isConfigured
    ? " (`review-nested config` shows what counts, `review-nested doctor` what could be a note)"
    : " (`review-nested init` proposes one)";

/** The message of an error, and what to do about it where that takes a command of ours. */
export function withAdvice(error: Error): string {
  if (damageOf(error) !== undefined) return `${error.message}; \`review-nested doctor\` says more`;
  if (error instanceof NoNotesError) return error.message + adviseOnNotes(error);
  return error.message + (ADVICE[codeOf(error) ?? ""] ?? "");
}

/** What SQLite found damaged, in its own words. */
export function damageOf(error: unknown): string | undefined {
  if (!(error instanceof LedgerError)) return undefined;
  const { cause } = error;
  return cause instanceof Error && errorCode(cause)?.startsWith("SQLITE_CORRUPT") ? cause.message : undefined;
}
