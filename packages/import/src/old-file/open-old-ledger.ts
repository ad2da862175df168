import { realpathSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { APPLICATION_ID, asNativeModuleError, isSchemaEndless } from "@review/db";
import { errorCode } from "@review/db/guards";
import Database from "better-sqlite3";
import { NotAnOldLedgerError, OldLedgerNotFoundError, OldLedgerUnreadableError } from "./errors.ts";
import { inspectColumns, OLD_TABLE_NAMES, type OldColumns } from "./old-columns.ts";
import type { OldHandle, OldHistory, OldReviewTexts, OldRunTexts } from "./old-rows.ts";
import { type ReadablePlace, readablePlace } from "./private-copy.ts";
import { readHistory } from "./read-history.ts";

/** An open file of the old scripts, seen as it was when it was opened. Nothing is ever written into or beside it. */
export interface OldLedger {
  readonly path: string;
  /** Every row without its long texts; read once. */
  readHistory(): OldHistory;
  readRunTexts(run: OldHandle): OldRunTexts;
  readReviewTexts(review: OldHandle): OldReviewTexts;
  close(): void;
  [Symbol.dispose](): void;
}

/** How long to wait for a program that is writing the file, in milliseconds. */
const BUSY_TIMEOUT_MS = 10_000;

/**
 * Opens a file of the old scripts to read. Throws OldLedgerNotFoundError, NotAnOldLedgerError (another
 * program's file, or a ledger of ours), OldLedgerUnreadableError, or NativeModuleError where SQLite cannot be loaded; so do
 * its functions.
 */
export function openOldLedger(file: string): OldLedger {
  const path = resolve(file);
  const found = withOldLedgerErrors(path, () => statSync(path, { throwIfNoEntry: false }));
  if (!found) throw new OldLedgerNotFoundError(path);
  if (!found.isFile()) throw new NotAnOldLedgerError(path, "is not a file");
  // SQLite looks for side files beside what a link leads to.
  const place = withOldLedgerErrors(path, () => readablePlace(realpathSync.native(path)));
  let sqlite: Database.Database | undefined;
  try {
    return withOldLedgerErrors(path, () => {
      // Before SQLite says anything of a file, it reads its schema.
      if (isSchemaEndless(place.path))
        throw new OldLedgerUnreadableError(
          path,
          "the file is damaged: its pages lead to each other, and reading it would never end",
        );
      sqlite = new Database(place.path, { readonly: !place.isCopy, timeout: BUSY_TIMEOUT_MS });
      // The check of damage would ask each CHECK, and the file may come from somebody else.
      sqlite.pragma("ignore_check_constraints = ON");
      // Every row is read once and in order: a cache would only take memory.
      sqlite.pragma("cache_size = -2000");
      // One transaction until the end: whoever writes meanwhile, every question is answered by the same rows.
      sqlite.exec("BEGIN");
      refuseComputed(path, sqlite);
      const columns = identify(path, sqlite);
      refuseDamage(path, sqlite);
      loseName(place);
      return oldLedgerOver(path, sqlite, place, columns);
    });
  } catch (error) {
    sqlite?.close();
    place.release();
    throw error;
  }
}

/** The old scripts had none of these, and what computes a value may never end. */
function refuseComputed(path: string, sqlite: Database.Database): void {
  const computed = sqlite
    .prepare<[], string>(
      `SELECT 'table ' || name || ' is virtual' FROM pragma_table_list WHERE type = 'virtual' AND schema = 'main'
       UNION ALL SELECT 'column ' || "table".name || '.' || "column".name || ' is computed'
         FROM pragma_table_list AS "table", pragma_table_xinfo("table".name) AS "column"
         WHERE "table".schema = 'main' AND "table".type = 'table' AND "column".hidden > 1
       LIMIT 1`,
    )
    .pluck()
    .get();
  if (computed === undefined) return;
  throw new NotAnOldLedgerError(path, `was not made by the old scripts (its ${computed})`);
}

function identify(path: string, sqlite: Database.Database): OldColumns {
  if (sqlite.pragma("application_id", { simple: true }) === APPLICATION_ID) {
    throw new NotAnOldLedgerError(path, "is a ledger of this program, there is nothing to import");
  }
  const columns = inspectColumns(sqlite);
  if (OLD_TABLE_NAMES.every((table) => columns.found[table].size === 0)) {
    throw new NotAnOldLedgerError(path, `has none of the tables ${OLD_TABLE_NAMES.join(", ")}`);
  }
  return columns;
}

/** What the check says of values that a table's own constraints forbid. Nothing is enforced in an old file. */
const ODD_VALUE = /^(?:\S+ value in |NULL value in )/;

/** SQLite reads on past much damage, and rows would be missing without a word. */
function refuseDamage(path: string, sqlite: Database.Database): void {
  const found = sqlite.prepare<[], string>("PRAGMA quick_check").pluck().all();
  const lines = found.flatMap((text) => text.split("\n")).filter((line) => !line.startsWith("***"));
  const damage = lines.find((line) => line !== "ok" && !ODD_VALUE.test(line));
  if (damage !== undefined) throw new OldLedgerUnreadableError(path, `${damage}; ${SAVE_WHAT_IS_LEFT}`);
}

/** An open file is read without its name: nothing stays behind when this process is killed. Not so on Windows. */
function loseName(place: ReadablePlace): void {
  try {
    place.release();
  } catch {
    // It goes at the end.
  }
}

function oldLedgerOver(
  path: string,
  sqlite: Database.Database,
  place: ReadablePlace,
  columns: OldColumns,
): OldLedger {
  const { found, handle } = columns;
  const text = (table: "review_runs" | "gate_reviews", column: string) =>
    found[table].has(column) ? `CAST(${column} AS TEXT)` : "NULL";
  const texts = <Row>(table: "review_runs" | "gate_reviews", fields: string) => {
    let statement: Database.Statement<[OldHandle], Row> | undefined;
    return (row: OldHandle, none: Row): Row =>
      withOldLedgerErrors(path, () => {
        statement ??= sqlite.prepare(`SELECT ${fields} FROM ${table} WHERE ${handle[table]} = ?`);
        return statement.get(row) ?? none;
      });
  };
  const runTexts = texts<OldRunTexts>(
    "review_runs",
    `${text("review_runs", "raw_bundle_markdown")} AS rawBundle, ${text("review_runs", "debug_log")} AS debugLog`,
  );
  const reviewTexts = texts<OldReviewTexts>(
    "gate_reviews",
    `${text("gate_reviews", "rationale_markdown")} AS rationale, ${text("gate_reviews", "evidence_json")} AS evidence`,
  );
  let history: OldHistory | undefined;
  const close = () => {
    sqlite.close();
    place.release();
  };
  return {
    path,
    readHistory: () => {
      history ??= withOldLedgerErrors(path, () => readHistory(sqlite, columns));
      return history;
    },
    readRunTexts: (run) => runTexts(run, { rawBundle: null, debugLog: null }),
    readReviewTexts: (review) => reviewTexts(review, { rationale: null, evidence: null }),
    close,
    [Symbol.dispose]: close,
  };
}

const SAVE_WHAT_IS_LEFT = "the file is damaged: `sqlite3 OLD .recover | sqlite3 NEW` saves what can be read";

const HINTS: readonly [codes: RegExp, hint: string][] = [
  [/^SQLITE_(?:BUSY|LOCKED)/, "another program is writing it: stop the old scripts and try again"],
  [/^SQLITE_CORRUPT/, SAVE_WHAT_IS_LEFT],
];

/** Runs `work`, translating what SQLite and the file system throw. */
function withOldLedgerErrors<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = errorCode(error) ?? "";
    if (code === "SQLITE_NOTADB") throw new NotAnOldLedgerError(path, "is not a database");
    if (!(error instanceof Error && /^(?:SQLITE_|E[A-Z]+$)/.test(code)))
      throw asNativeModuleError(error) ?? error;
    const message = error.message.replaceAll(/\s+/g, " ");
    const hint = HINTS.find(([codes]) => codes.test(code))?.[1];
    const named = message.includes(code) ? message : `${message} (${code})`;
    const reason = hint ? `${named}; ${hint}` : named;
    throw new OldLedgerUnreadableError(path, reason, { cause: error });
  }
}
