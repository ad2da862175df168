import { linkSync, rmSync } from "node:fs";
import type { Database } from "better-sqlite3";
import { COPIED_TABLES, type CopiedRow, type CopiedTable } from "../../copy/copied-tables.ts";
import { type CopyPlace, type CopyTarget, type LastIds, samePlace } from "../../copy/copy-ends.ts";
import { copyOfAnother, notEmpty } from "../../copy/copy-errors.ts";
import { LedgerUnavailableError, NotALedgerError } from "../../errors.ts";
import { errorCode, failureReason } from "../../guards.ts";
import { openSqlite } from "../driver/open-sqlite.ts";
import { withLedgerErrors } from "../driver/sqlite-errors.ts";
import { keptElsewhere } from "../files/carry-out-kept.ts";
import { requireNothingBeside, requireOwnCopy } from "../files/foreign-side-files.ts";
import { prepareLedgerFile } from "../files/ledger-file.ts";
import { ledgerPaths, seeFile } from "../files/ledger-files.ts";
import { isMarked, OWN_MODE } from "../files/own-mark.ts";
import { requireLedger } from "../files/require-ledger.ts";
import { requireSchemaThatEnds, requireSoundPages } from "../integrity/require-end.ts";
import { APPLICATION_ID } from "../schema/application-id.ts";
import { isLatest } from "../schema/latest.ts";
import { migrate } from "../schema/migrate.ts";
import { withoutTriggers } from "../schema/without-triggers.ts";
import { digestRows } from "./read-rows.ts";

/** What a file says that is to be a ledger once all is copied: no program takes it for one. */
const UNFINISHED_ID = APPLICATION_ID + 1;
const BUSY_TIMEOUT_MS = 10_000;

/**
 * A file that is not there yet, to copy a ledger into. The copy is made in a file beside it and gets the name in the end, at once
 * and only if nobody has it. Throws LedgerError `ledger-not-empty`, LedgerUnavailableError.
 */
export async function fileTarget(path: string, now: () => string): Promise<CopyTarget> {
  const unfinished = `${path}.copying`;
  const there = seeFile(path);
  // Whoever was killed just when it had got its name: the other one goes, and what is in it is compared once more.
  const isNamed = there !== undefined && there.identity === seeFile(unfinished)?.identity;
  const kept = there ? "" : keptElsewhere(path);
  if ((there && !isNamed) || kept) throw notEmpty(path + kept);
  if (!isNamed) requireNothingBeside(path);
  await requireOwnCopy(unfinished);
  if (seeFile(unfinished)) requireLedger(ledgerPaths(unfinished), [UNFINISHED_ID, APPLICATION_ID]);
  if (isNamed) rmSync(unfinished);
  else prepareLedgerFile(unfinished);
  const file = isNamed ? path : unfinished;
  const isOurs = isMarked(seeFile(file)?.mode ?? OWN_MODE);
  if (!isOurs) requireSchemaThatEnds(file);
  const sqlite = withLedgerErrors(file, () => openSqlite(file, { timeout: BUSY_TIMEOUT_MS }));
  sqlite.pragma("trusted_schema = OFF");
  sqlite.pragma("foreign_keys = ON");
  if (!isOurs) withLedgerErrors(file, () => requireSoundPages(sqlite, file));
  const anew = `remove ${file}`;
  const within = <T>(work: () => T): T => withLedgerErrors(file, () => sqlite.transaction(work).immediate());
  return {
    url: path,
    anew,
    begin: async (sha) => within(() => begin(sqlite, { file, sha, now, anew })),
    write: async (table, rows, from, to) =>
      within(() => {
        const at = placeOf(sqlite);
        if (!samePlace(at, from)) return at;
        insert(sqlite, table, rows);
        sqlite.prepare("UPDATE unfinished_copy SET place = ?").run(JSON.stringify(to));
        return to;
      }),
    digest: async () => withLedgerErrors(file, () => digestRows(sqlite)),
    async finish(lastIds) {
      within(() => finish(sqlite, lastIds, file));
      sqlite.close();
      if (!isNamed) giveName(unfinished, path);
    },
    close: async () => void sqlite.close(),
  };
}

interface Beginning {
  file: string;
  sha: string;
  now: () => string;
  anew: string;
}

function begin(sqlite: Database, { file, sha, now, anew }: Beginning): CopyPlace {
  const id = idOf(sqlite);
  // It has everything, and only its name was to be given.
  if (id === APPLICATION_ID && isLatest(sqlite)) return { table: COPIED_TABLES.length };
  if (id === UNFINISHED_ID) {
    const begun = sqlite.prepare<[], { sha: string }>("SELECT sha FROM unfinished_copy").get();
    if (begun?.sha !== sha) throw copyOfAnother(file, anew);
    return placeOf(sqlite);
  }
  const objects = sqlite.prepare("SELECT count(*) FROM sqlite_schema").pluck().get();
  if (id !== 0 || objects !== 0) throw new NotALedgerError(file, "is no copy that was begun");
  migrate(sqlite, file, now);
  sqlite.exec("CREATE TABLE unfinished_copy (sha TEXT NOT NULL, place TEXT NOT NULL) STRICT");
  const first: CopyPlace = { table: 0 };
  sqlite.prepare("INSERT INTO unfinished_copy VALUES (?, ?)").run(sha, JSON.stringify(first));
  sqlite.pragma(`application_id = ${UNFINISHED_ID}`);
  return first;
}

const idOf = (sqlite: Database) => sqlite.pragma("application_id", { simple: true });

function placeOf(sqlite: Database): CopyPlace {
  return JSON.parse(String(sqlite.prepare("SELECT place FROM unfinished_copy").pluck().get()));
}

/**
 * What was true when a row was recorded need not be so of the rows that are there by now, so the triggers, which look at those, are
 * away meanwhile; keys and checks hold.
 */
function insert(sqlite: Database, { name, columns }: CopiedTable, rows: readonly CopiedRow[]): void {
  const names = Object.keys(columns);
  withoutTriggers(
    sqlite,
    ({ table }) => table === name,
    () => {
      const add = sqlite.prepare(`INSERT INTO ${name} (${names}) VALUES (${names.map(() => "?")})`);
      for (const row of rows) add.run(...row);
    },
  );
}

function finish(sqlite: Database, lastIds: LastIds, file: string): void {
  if (idOf(sqlite) === APPLICATION_ID) return;
  const raise = sqlite.prepare("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?");
  const begin = sqlite.prepare("INSERT INTO sqlite_sequence (seq, name) VALUES (?, ?)");
  for (const [name, id] of lastIds) if (raise.run(id, name).changes === 0) begin.run(id, name);
  sqlite.exec("DROP TABLE unfinished_copy");
  sqlite.pragma(`application_id = ${APPLICATION_ID}`);
  if (!isLatest(sqlite)) throw new NotALedgerError(file, "is no copy that this program began");
}

/** A link is made only where nothing has that name. */
function giveName(unfinished: string, path: string): void {
  try {
    linkSync(unfinished, path);
  } catch (error) {
    if (errorCode(error) === "EEXIST") throw notEmpty(path);
    throw new LedgerUnavailableError(
      path,
      `the copy is whole, but cannot be given its name (${failureReason(error)}): rename ${unfinished}`,
      { cause: error },
    );
  }
  rmSync(unfinished);
}
