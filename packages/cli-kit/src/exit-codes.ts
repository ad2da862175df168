import { errorCode } from "@review/db/guards";

/** What the exit codes mean, for `--help` and the documentation as well as for the code. */
export const EXIT = {
  done: 0,
  /** The answer is no: the run failed, findings at or above `--fail-on`, `--check` found stale pairs. */
  no: 1,
  /** Usage or bad input. */
  usage: 2,
  /** The environment: runner missing or not logged in, ledger unreadable, no agreement to what the repository names. */
  environment: 3,
  /** Conflict: run not running, review already written. */
  conflict: 4,
  /** A bug of ours. */
  bug: 70,
  interrupted: 130,
} as const;

const ENVIRONMENT_CODES = [
  "no-working-directory",
  "native-module-unusable",
  "ledger-unavailable",
  "ledger-too-new",
  "ledger-outdated",
  "ledger-not-found",
  "migration-changed",
  "not-a-ledger",
  "bad-ledger-url",
  "old-ledger-unreadable",
  "git-unreadable",
  "note-unreadable",
  "not-installed",
  "cannot-start",
  "auth",
  "unknown-model",
  "not-understood",
  "usage-exhausted",
  "foreign-root",
  "ledger-place",
  "trust-needed",
  "trust-not-kept",
  "trust-file-unusable",
];
/** Nobody who runs a command can mend these. */
const BUG_CODES = ["ledger-closed"];
const CONFLICT_CODES = ["run-not-running", "gate-already-reviewed", "gate-changed", "ledger-constraint"];

/**
 * The exit code for an error by its stable `code`. Every class of ours is a user's to mend (2) unless a list
 * says otherwise; an error without a code of ours is a bug, and so is the use of a closed ledger.
 */
export function exitCodeOf(error: unknown): number {
  const code = codeOf(error);
  if (code === undefined || BUG_CODES.includes(code)) return EXIT.bug;
  if (code === "run-failed") return EXIT.no;
  if (code === "interrupted") return EXIT.interrupted;
  if (ENVIRONMENT_CODES.includes(code)) return EXIT.environment;
  if (CONFLICT_CODES.includes(code)) return EXIT.conflict;
  return EXIT.usage;
}

/** The stable code of an error of ours; undefined for any other (Node's own codes are upper case). */
export function codeOf(error: unknown): string | undefined {
  const code = errorCode(error);
  return code !== undefined && /^[a-z][a-z0-9-]*$/.test(code) ? code : undefined;
}
