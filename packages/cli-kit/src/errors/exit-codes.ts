import type { CorpusErrorCode } from "@review/corpus";
import type { LedgerErrorCode } from "@review/db";
import { errorCode } from "@review/db/guards";
import type { OldLedgerErrorCode } from "@review/import";
import type { LifecycleErrorCode } from "@review/lifecycle";
import type { LockErrorCode } from "@review/lock";
import type { RunnerErrorCode } from "@review/runner";
import type { QuestionProblem } from "@review/views";
import type { InterruptedError } from "./interrupted-error.ts";
import type { NoteChangedError } from "./note-changed-error.ts";
import type { OutputFileError } from "./output-file-error.ts";
import type { TextTooLongError } from "./text-too-long.ts";
import type { TooManyFilesError } from "./too-many-files.ts";
import type {
  LedgerPlaceError,
  TrustFileError,
  TrustNeededError,
  TrustNotKeptError,
} from "./trust-errors.ts";
import type { UsageError } from "./usage-error.ts";
import type { WorkingDirectoryError } from "./working-directory.ts";

/** What the exit codes mean, for `--help` and the documentation as well as for the code. */
export const EXIT = {
  done: 0,
  /** The answer is no: the run failed, findings at or above `--fail-on`, `--check` found stale pairs or an old lock, a pair does not hold. */
  no: 1,
  usage: 2,
  /** The environment: runner missing or not logged in, ledger unreadable, no agreement to what the repository names. */
  environment: 3,
  /** Conflict: run not running, review already written, another note or verdict than the one that was looked at. */
  conflict: 4,
  bug: 70,
  interrupted: 130,
} as const;

type ErrorCode =
  | LedgerErrorCode
  | LifecycleErrorCode
  | CorpusErrorCode
  | RunnerErrorCode
  | OldLedgerErrorCode
  | LockErrorCode
  | QuestionProblem
  | (
      | UsageError
      | InterruptedError
      | WorkingDirectoryError
      | NoteChangedError
      | LedgerPlaceError
      | TrustFileError
      | TrustNeededError
      | TrustNotKeptError
      | OutputFileError
      | TextTooLongError
      | TooManyFilesError
    )["code"];

/** Every code has its exit code here, or this does not compile. */
const EXIT_OF: Readonly<Record<ErrorCode, keyof typeof EXIT>> = {
  "run-failed": "no",
  usage: "usage",
  "ambiguous-key": "usage",
  "ambiguous-name": "usage",
  "config-invalid": "usage",
  "gate-invalid": "usage",
  "findings-refused": "usage",
  "quote-not-found": "usage",
  "content-changed": "usage",
  "gate-not-requested": "usage",
  "gates-named-and-all": "usage",
  "invalid-condition": "usage",
  "invalid-input": "usage",
  "invalid-model": "usage",
  "ledger-not-empty": "usage",
  "lens-named": "usage",
  "never-accepted": "usage",
  "never-reviewed": "usage",
  "no-gate-applies": "usage",
  "no-gate-left": "usage",
  "gate-has-check": "usage",
  "no-gate-named": "usage",
  "no-gate-there": "usage",
  "no-fixture": "usage",
  "no-gates-directory": "usage",
  "no-pair": "usage",
  "no-root": "usage",
  "not-accepted": "usage",
  "not-a-key": "usage",
  "not-a-note": "usage",
  "not-an-old-ledger": "usage",
  "not-moved": "usage",
  "not-shared": "usage",
  "note-empty": "usage",
  "note-not-found": "usage",
  "no-matching-note": "usage",
  "no-notes": "usage",
  "note-not-utf8": "usage",
  "note-outside-root": "usage",
  "old-ledger-not-found": "usage",
  "ref-unreadable": "usage",
  "root-not-found": "usage",
  "run-not-found": "usage",
  "unknown-finding": "usage",
  "not-waived": "usage",
  "until-passed": "usage",
  "unknown-gate": "usage",
  "model-name": "usage",
  "unknown-provider": "usage",
  "unknown-runner": "usage",
  auth: "environment",
  "bad-address": "environment",
  "bad-ledger-url": "environment",
  "cannot-start": "environment",
  "foreign-root": "environment",
  "symlink-on-the-way": "environment",
  "git-too-much": "environment",
  "git-unreadable": "environment",
  "ledger-not-found": "environment",
  "ledger-outdated": "environment",
  "ledger-place": "environment",
  "ledger-too-new": "environment",
  "ledger-unavailable": "environment",
  "ledger-not-made": "environment",
  "copy-damaged": "environment",
  "ledger-not-migrated": "environment",
  "role-not-let-in": "environment",
  "lock-place": "environment",
  "lock-unusable": "environment",
  "migration-changed": "environment",
  "native-module-unusable": "environment",
  "no-working-directory": "environment",
  "not-a-ledger": "environment",
  "not-installed": "environment",
  "not-understood": "environment",
  "note-unreadable": "environment",
  "old-ledger-unreadable": "environment",
  "output-unwritable": "environment",
  "text-too-long": "environment",
  "too-many-files": "environment",
  "trust-file-unusable": "environment",
  "trust-needed": "environment",
  "trust-not-kept": "environment",
  "unknown-model": "environment",
  "usage-exhausted": "environment",
  "acceptance-changed": "conflict",
  "already-waived": "conflict",
  "gate-already-reviewed": "conflict",
  "gate-changed": "conflict",
  "ledger-changed": "conflict",
  "ledger-constraint": "conflict",
  "note-changed": "conflict",
  "run-not-running": "conflict",
  "verdict-changed": "conflict",
  // Nobody who runs a command can mend this.
  "ledger-closed": "bug",
  interrupted: "interrupted",
};

const EXIT_BY_CODE = new Map<string | undefined, keyof typeof EXIT>(Object.entries(EXIT_OF));

/** The exit code for an error by its stable `code`; an error without a code of ours is a bug. */
export function exitCodeOf(error: unknown): number {
  return EXIT[EXIT_BY_CODE.get(codeOf(error)) ?? "bug"];
}

/** The stable code of an error of ours; undefined for any other (Node's own codes are upper case). */
export function codeOf(error: unknown): string | undefined {
  const code = errorCode(error);
  return code !== undefined && /^[a-z][a-z0-9-]*$/.test(code) ? code : undefined;
}
