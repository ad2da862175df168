import Database from "better-sqlite3";
import { DrizzleError } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import {
  LedgerConstraintError,
  LedgerUnavailableError,
  NotALedgerError,
  RunNotFoundError,
} from "../../errors.ts";
import { translateSqliteError, withLedgerErrors } from "./sqlite-errors.ts";

const translate = (code: string, message = "why") =>
  translateSqliteError(new Database.SqliteError(message, code), "l.sqlite");

describe("translateSqliteError", () => {
  it.each([
    ["SQLITE_NOTADB", NotALedgerError, "not-a-ledger"],
    ["SQLITE_CONSTRAINT_TRIGGER", LedgerConstraintError, "ledger-constraint"],
    ["SQLITE_CONSTRAINT_FOREIGNKEY", LedgerConstraintError, "ledger-constraint"],
    ["SQLITE_BUSY", LedgerUnavailableError, "ledger-unavailable"],
    ["SQLITE_BUSY_SNAPSHOT", LedgerUnavailableError, "ledger-unavailable"],
    ["SQLITE_FULL", LedgerUnavailableError, "ledger-unavailable"],
    ["SQLITE_IOERR_SHORT_READ", LedgerUnavailableError, "ledger-unavailable"],
    ["SQLITE_READONLY_DBMOVED", LedgerUnavailableError, "ledger-unavailable"],
    ["SQLITE_CORRUPT", LedgerUnavailableError, "ledger-unavailable"],
    ["SQLITE_ERROR", LedgerUnavailableError, "ledger-unavailable"],
  ])("%s", (code, type, ours) => {
    const error = translate(code);
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({ code: ours, message: expect.stringContaining("l.sqlite") });
  });

  it("gives one line, however many SQLite has", () => {
    expect(translate("SQLITE_CONSTRAINT_CHECK", "a\n  b")).toMatchObject({
      message: "the ledger l.sqlite refused a change: a b",
    });
  });

  it("looks into what Drizzle wraps, and shows none of its SQL", () => {
    const cause = new Database.SqliteError("full", "SQLITE_FULL");
    const error = translateSqliteError(new DrizzleError({ message: "INSERT\nINTO x", cause }), "l.sqlite");
    expect(error).toBeInstanceOf(LedgerUnavailableError);
    expect(error).toMatchObject({ cause, message: expect.not.stringContaining("INSERT") });
  });

  it.each([new RunNotFoundError(1), new TypeError("x"), "text", undefined])("leaves %s alone", (error) => {
    expect(translateSqliteError(error, "l.sqlite")).toBe(error);
  });
});

it("withLedgerErrors passes results on", () => {
  expect(withLedgerErrors("l.sqlite", () => 1)).toBe(1);
});

it("a folder that was removed meanwhile is no bug", () => {
  const open = () => withLedgerErrors("gone/l.sqlite", () => new Database("gone/l.sqlite"));
  expect(open).toThrow(LedgerUnavailableError);
  expect(open).toThrow("its folder is not there any more");
});
