import * as corpus from "@review/corpus";
import * as db from "@review/db";
import * as lifecycle from "@review/lifecycle";
import * as lock from "@review/lock";
import { fakeIo } from "@review/test-kit/fake-io.ts";
import { describe, expect, it } from "vitest";
import { withAdvice } from "../output/advice.ts";
import { reportError } from "../output/report-error.ts";
import { exitCodeOf } from "./exit-codes.ts";
import * as trust from "./trust-errors.ts";
import { UsageError } from "./usage-error.ts";

/** One of each class of error that a user can meet, with the exit code of section "Exit codes" of the README. */
const ERRORS: [exitCode: number, error: Error][] = [
  [1, new lifecycle.RunFailedError(7, ["gate a has no review", "gate b has no review"])],
  [2, new UsageError("name a command")],
  [2, new corpus.ConfigError("review.config.json", "is not JSON")],
  [2, new corpus.EmptyNoteError("a.md")],
  [2, new corpus.GatesDirectoryError("gates", "cannot be read")],
  [2, new corpus.InvalidConditionError("status")],
  [2, new corpus.InvalidGateError([{ gateId: "a", path: "gates/a.md", message: "is empty" }])],
  [2, new corpus.NoNotesError("0 notes match *.md", { isConfigured: true })],
  [2, new corpus.NoRootError("/")],
  [2, new corpus.NotANoteError("a", "is a directory")],
  [2, new corpus.NoteNotFoundError("a.md")],
  [2, new corpus.NoteNotUtf8Error("a.md", { line: 1, column: 3 })],
  [2, new corpus.AmbiguousNameError("a b.md", ["a\u00a0b.md", "a\u202fb.md"])],
  [2, new corpus.NoteOutsideRootError("../a.md", "/")],
  [2, new corpus.RootNotFoundError("/none")],
  [2, new corpus.UnknownGateError("prose", "gates")],
  [2, new db.RunNotFoundError(7)],
  [2, new db.NotSharedError("ledger.sqlite")],
  [
    2,
    new lifecycle.FindingsRefusedError("a", [{ code: "empty-finding", message: "finding 1 says nothing" }]),
  ],
  [
    2,
    new lifecycle.QuoteNotFoundError("a", [{ code: "quote-not-found", message: "the note does not say it" }]),
  ],
  [2, new lifecycle.UnknownFindingError("0123456789abcdef")],
  [2, new lifecycle.UntilPassedError("2026-01-01", "2026-01-02")],
  [2, new lifecycle.GateNotRequestedError(7, "a", ["b"])],
  [2, new lifecycle.InvalidInputError("the reason is empty")],
  [2, new lifecycle.InvalidModelError("?")],
  [2, new lifecycle.NeverReviewedError("a.md", "a", "opus")],
  [2, new lifecycle.NotAcceptedError("a.md", "a", "opus")],
  [3, new corpus.ForeignRootError("/shared", "can be written by everybody")],
  [3, new corpus.NoteUnreadableError("a.md", "permission denied")],
  [3, new corpus.SymlinkOnTheWayError("/k/gates")],
  [3, new db.LedgerNotFoundError("/l")],
  [3, new db.LedgerOutdatedError("/l", 1, 2)],
  [3, new db.LedgerTooNewError("/l", 9, 2)],
  [3, new db.LedgerUnavailableError("/l", "the disk is full")],
  [3, new db.MigrationChangedError("/l", 1)],
  [3, new db.NativeModuleError("is not there")],
  [3, new db.NotALedgerError("/l", "is a database, but not a review ledger")],
  [3, new lock.LockPlaceError("review.lock")],
  [3, new lock.LockUnusableError("review.lock", "permission denied")],
  [3, new trust.LedgerPlaceError("/l", "is a symlink")],
  [3, new trust.TrustFileError("/t", "is not JSON")],
  [3, new trust.TrustNeededError("you have not agreed", "review-nested trust")],
  [3, new trust.TrustNotKeptError("there is no home")],
  [4, new db.LedgerConstraintError("/l", "UNIQUE constraint failed")],
  [4, new lifecycle.GateAlreadyReviewedError(7, "a")],
  [4, new lifecycle.GateChangedError(7, "a")],
  [4, new lifecycle.AlreadyWaivedError("0123456789abcdef", { reason: "so" })],
  [2, new lifecycle.NotWaivedError("0123456789abcdef")],
  [4, new lifecycle.RunNotRunningError(7, "failed")],
  [4, new lifecycle.VerdictChangedError("a.md", "a", { expected: 1, standing: 2 })],
  [4, new lifecycle.AcceptanceChangedError("a.md", "a", { expected: 1, standing: 2 })],
];

const withCode = (code: string) => Object.assign(new Error(`an error with the code ${code}`), { code });

describe("exit codes", () => {
  it.each(ERRORS.map(([exitCode, error]) => [exitCode, error.constructor.name, error] as const))(
    "%i for %s, told in one line",
    (exitCode, _, error) => {
      const { io, out, err } = fakeIo();
      expect(reportError(error, io, true)).toBe(exitCode);
      // A command line spells its options.
      const message = withAdvice(error).replace(/\(option (\w+)/, "(--$1");
      expect(err()).toBe(`error: ${message}\n`);
      expect(message).not.toContain("\n");
      const code = "code" in error ? error.code : undefined;
      const data = error instanceof lifecycle.FindingsRefusedError ? { problems: error.problems } : {};
      expect(JSON.parse(out())).toEqual({ schema: 1, error: { code, message, ...data } });
    },
  );

  it("are known for every error that the packages export", () => {
    const bases = [corpus.CorpusError, db.LedgerError, lifecycle.LifecycleError, lock.LockError];
    const known = new Set<unknown>([...bases, ...ERRORS.map(([, error]) => error.constructor)]);
    const exported = [corpus, db, lifecycle, lock, trust].flatMap((module) =>
      Object.entries<unknown>({ ...module }),
    );
    const classes = exported.filter(
      ([name, value]) => typeof value === "function" && /^[A-Z]\w*Error$/.test(name),
    );
    expect(classes.length).toBeGreaterThan(25);
    expect(classes.filter(([, value]) => !known.has(value)).map(([name]) => name)).toEqual([]);
  });

  it.each<[exitCode: number, code: string]>([
    [1, "run-failed"],
    [3, "not-installed"],
    [3, "auth"],
    [3, "bad-ledger-url"],
    [3, "git-too-much"],
    [3, "git-unreadable"],
    [3, "old-ledger-unreadable"],
    [130, "interrupted"],
    [2, "ref-unreadable"],
    [2, "note-not-utf8"],
    [70, "ledger-closed"],
    [70, "of-somebody-else"],
    [70, "ENOENT"],
    [70, "ERR_INVALID_ARG_TYPE"],
    [70, ""],
  ])("%i for the code %j", (exitCode, code) => {
    expect(exitCodeOf(withCode(code))).toBe(exitCode);
  });

  it.each([new TypeError("x is not a function"), "a string", undefined, { code: "usage" }])(
    "70 for what is no error of ours: %s",
    (thrown) => {
      expect(exitCodeOf(thrown)).toBe(70);
    },
  );
});

describe("a bug of ours", () => {
  it("is told with its stack, since nobody else can mend it", () => {
    const { io, out, err } = fakeIo();
    expect(reportError(new TypeError("x is not\na function"), io, true)).toBe(70);
    expect(err()).toMatch(
      /^error: this is a bug of review, please report it .*: x is not a function\nTypeError: /,
    );
    expect(err()).toContain("exit-codes.test.ts");
    expect(JSON.parse(out())).toEqual({ schema: 1, error: { code: "bug", message: "x is not a function" } });
  });
});

it.each(["EMFILE", "ENFILE"])("%s is a want of the surroundings, whatever was about to be opened", (code) => {
  const { io, err } = fakeIo();
  const error = Object.assign(new Error(`${code}: too many open files, open 'chunks/runs.cjs'`), { code });
  expect(reportError(error, io, false)).toBe(3);
  expect(err()).toBe(
    "error: too many files are open: raise the limit (`ulimit -n`), or end what has them open\n",
  );
});

describe("an error with text of a stranger in it", () => {
  it("stays one line without anything that acts on the terminal", () => {
    const { io, err } = fakeIo();
    reportError(new UsageError("no\nsuch \u001b[31mthing\u202e\r\n"), io, false);
    expect(err()).toBe("error: no such \\u{1b}[31mthing\\u{202e}\n");
  });
});
