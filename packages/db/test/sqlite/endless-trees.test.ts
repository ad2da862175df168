import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { makeSchemaEndless, makeTreeEndless } from "@review/test-kit/endless-tree.mjs";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { NotALedgerError } from "../../src/errors.ts";
import { openLedger } from "../../src/open-ledger.ts";
import { listRuns } from "../../src/reads.ts";
import { insertRun } from "../../src/transitions.ts";
import { newRun } from "../new-run.ts";

const PAGE = 4096;
const LATER = new Date(Date.now() + 60_000);

/** A closed ledger with one run that has been spoilt, as whatever makes files by git, or from an archive, leaves it. */
async function broughtLedger(spoil: (path: string) => void): Promise<string> {
  const path = join(scratchFolder(), ".review/ledger.sqlite");
  mkdirSync(dirname(path));
  const ledger = await openLedger(path);
  await insertRun(ledger, newRun());
  await ledger.close();
  spoil(path);
  chmodSync(path, 0o644);
  return path;
}

/** Without what is tested here each of these goes on for ever: a table, one without rowids, indexes of both kinds, and the schema. */
describe.each<[what: string, spoil: (path: string) => void]>([
  ["review_runs", (path) => makeTreeEndless(path, "review_runs")],
  ["review_run_gates", (path) => makeTreeEndless(path, "review_run_gates")],
  ["decisions", (path) => makeTreeEndless(path, "decisions")],
  ["review_runs_by_note", (path) => makeTreeEndless(path, "review_runs_by_note")],
  ["sqlite_autoindex_snapshots_1", (path) => makeTreeEndless(path, "sqlite_autoindex_snapshots_1")],
  ["the schema", (path) => makeSchemaEndless(path)],
  ["one row of the schema", (path) => makeSchemaEndless(path, { claimed: 200_000_000 })],
])("a ledger that was not made here, with endless rows in %s", (_, spoil) => {
  it.each([false, true])("is not opened (readOnly: %s)", async (readOnly) => {
    const path = await broughtLedger(spoil);
    const refused = openLedger(path, { readOnly });
    await expect(refused).rejects.toThrow(NotALedgerError);
    await expect(refused).rejects.toThrow(/ledger\.sqlite is damaged \([^\n]+\): name another file/);
  });
});

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

it("a sound one is opened, and its next log told from any other once it has been written to", async () => {
  const path = await broughtLedger(() => undefined);
  await (await openLedger(path, { readOnly: true })).close();
  expect(modeOf(path)).toBe("644");
  await using ledger = await openLedger(path);
  expect(await listRuns(ledger)).toHaveLength(1);
  expect([path, `${path}-wal`, `${path}-shm`].map(modeOf)).toEqual(["654", "654", "654"]);
});

/** A ledger whose schema is endless only together with the log beside it, which holds its first page. */
async function ledgerWithEndlessLog(): Promise<string> {
  const path = await broughtLedger(() => undefined);
  const sound = readFileSync(path);
  makeSchemaEndless(path);
  const endless = `${path}.endless`;
  const bytes = readFileSync(path);
  // Of a file with a log.
  bytes.fill(2, 18, 20);
  writeFileSync(endless, bytes);
  const sqlite = new Database(endless);
  sqlite.pragma("user_version = 1");
  sqlite.pragma(`user_version = ${sound.readUInt32BE(60)}`);
  for (const end of ["-wal", "-shm"]) copyFileSync(endless + end, path + end);
  sqlite.close();
  sound.copy(bytes, 0, 0, PAGE);
  bytes.writeUInt32BE(bytes.length / PAGE, 28);
  writeFileSync(path, bytes);
  for (const end of ["", "-wal", "-shm"]) chmodSync(path + end, 0o644);
  return path;
}

describe.each([
  [
    "as git writes it, after its ledger",
    (path: string) => utimesSync(`${path}-wal`, LATER, LATER),
    /lead to each other/,
  ],
  ["older than its ledger", () => undefined, /damaged together with its log/],
])("a log that makes it endless, %s", (_, date, refusal) => {
  it.each([
    [[], false],
    [[], true],
    [["-shm"], true],
  ])("is seen, too (without %j, readOnly: %s)", async (missing, readOnly) => {
    const path = await ledgerWithEndlessLog();
    date(path);
    for (const end of missing) rmSync(path + end);
    await expect(openLedger(path, { readOnly })).rejects.toThrow(refusal);
  });
});
