import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { journalThatDeletes } from "@review/test-kit/journal-that-deletes.mjs";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { LedgerUnavailableError } from "../../src/errors.ts";
import { openLedger } from "../../src/open-ledger.ts";
import { getSnapshot, listRuns, verifyLedger } from "../../src/reads.ts";
import { isNewerThanLog, ledgerPaths, seeFiles } from "../../src/sqlite/files/ledger-files.ts";
import { requireOwnLog } from "../../src/sqlite/files/own-log.ts";
import { insertRun } from "../../src/transitions.ts";
import { newRun } from "../new-run.ts";

type Opened = Awaited<ReturnType<typeof openLedger>>;

const SIDE_FILES = ["-wal", "-shm"];
const noWaiting = async () => {};

/** Some runs of notes that fill pages of their own. */
async function addRuns(ledger: Opened, amount: number): Promise<void> {
  for (let i = 0; i < amount; i += 1) {
    const note = snapshotOf(`${Math.random()} `.repeat(300));
    await insertRun(ledger, newRun({ notePath: `${Math.random()}.md`, note }));
  }
}

async function countRuns(path: string): Promise<number> {
  await using ledger = await openLedger(path, { readOnly: true });
  return (await listRuns(ledger)).length;
}

function removeSideFiles(path: string, suffixes: readonly string[] = SIDE_FILES): void {
  for (const suffix of suffixes) rmSync(path + suffix);
}

/** A ledger with ten runs and a backup of it, then fifty runs more, then one that a killed process left in the log. */
async function leftByKilledProcess() {
  const path = join(scratchFolder(), "l.sqlite");
  const backup = join(scratchFolder(), "backup.sqlite");
  const add = async (amount: number) => {
    await using ledger = await openLedger(path);
    await addRuns(ledger, amount);
  };
  await add(10);
  copyFileSync(path, backup);
  await add(50);
  const left = join(scratchFolder(), "l.sqlite");
  await using ledger = await openLedger(path);
  await addRuns(ledger, 1);
  for (const suffix of ["", ...SIDE_FILES]) copyFileSync(path + suffix, left + suffix);
  return { path: left, backup };
}

/** Waits until the clock of the disk, which ticks every few milliseconds, is past the last change of a file. */
function passTickOf(path: string): void {
  const probe = `${path}.probe`;
  const changedAt = (file: string) => statSync(file, { bigint: true }).ctimeNs;
  do writeFileSync(probe, "");
  while (changedAt(probe) <= changedAt(path));
  rmSync(probe);
}

async function refusal(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(
    () => undefined,
    (error) => error,
  );
  expect(error).toBeInstanceOf(LedgerUnavailableError);
  return error.message;
}

describe.each([["-wal"], ["-shm"], SIDE_FILES])("side files deleted while in use: %s %s", (...suffixes) => {
  const deleted = suffixes.filter((suffix) => suffix !== undefined);

  it("nothing more is recorded, what was is kept, and nobody else begins others meanwhile", async () => {
    const path = join(scratchFolder(), "l.sqlite");
    const ledger = await openLedger(path);
    await addRuns(ledger, 2);
    removeSideFiles(path, deleted);
    expect(await refusal(insertRun(ledger, newRun()))).toContain(
      "l.sqlite-wal or l.sqlite-shm was deleted while in use: run the command again",
    );
    expect(await refusal(requireOwnLog(ledgerPaths(path), noWaiting))).toContain(
      "was deleted while another process uses it: end that process",
    );
    await ledger.close();
    expect(await countRuns(path)).toBe(2);
  });

  it("the last to close keeps what it recorded", async () => {
    const path = join(scratchFolder(), "l.sqlite");
    const ledger = await openLedger(path);
    await addRuns(ledger, 2);
    removeSideFiles(path, deleted);
    await ledger.close();
    expect(await countRuns(path)).toBe(2);
  });

  it("closing says so where others have taken their place", async () => {
    const path = join(scratchFolder(), "l.sqlite");
    const ledger = await openLedger(path);
    await addRuns(ledger, 2);
    removeSideFiles(path, deleted);
    for (const suffix of deleted) writeFileSync(path + suffix, "");
    expect(await refusal(ledger.close())).toContain("was deleted while in use");
  });
});

it("what another program recorded in the place of a deleted log is left as it is", async () => {
  const path = join(scratchFolder(), "l.sqlite");
  await (await openLedger(path)).close();
  const ledger = await openLedger(path);
  await addRuns(ledger, 2);
  removeSideFiles(path);
  const program = fileURLToPath(new URL("../fixtures/keep-snapshot.mjs", import.meta.url));
  execFileSync(process.execPath, [program, path, snapshotOf("theirs").sha, "theirs"]);
  expect(await refusal(ledger.close())).toContain("was deleted while in use");
  await using after = await openLedger(path);
  expect(await getSnapshot(after, snapshotOf("theirs").sha)).toBe("theirs");
  expect((await verifyLedger(after)).filter(({ violations }) => violations > 0)).toEqual([]);
});

it("a file with a second name is not opened, and takes nothing more while it has one", async () => {
  const folder = scratchFolder();
  const path = join(folder, "l.sqlite");
  const other = join(folder, "other.sqlite");
  await using ledger = await openLedger(path);
  await addRuns(ledger, 1);
  linkSync(path, other);
  expect(await refusal(insertRun(ledger, newRun()))).toContain("it has another name (a hard link)");
  for (const readOnly of [true, false]) {
    expect(await refusal(openLedger(other, { readOnly }))).toContain("remove the other name");
  }
  rmSync(other);
  await addRuns(ledger, 1);
  expect(await listRuns(ledger)).toHaveLength(2);
});

it("the side files of a ledger behind a link are beside what it leads to", async () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, "real"));
  symlinkSync(join(folder, "real", "l.sqlite"), join(folder, "link.sqlite"));
  await using ledger = await openLedger(join(folder, "link.sqlite"));
  await addRuns(ledger, 1);
  rmSync(join(folder, "real", "l.sqlite-wal"));
  expect(await refusal(insertRun(ledger, newRun()))).toContain("l.sqlite-wal or l.sqlite-shm was deleted");
});

describe("a rollback journal beside it", () => {
  it("keeps a ledger from being made where there is none yet", async () => {
    const path = join(scratchFolder(), ".review/l.sqlite");
    mkdirSync(join(path, ".."));
    writeFileSync(`${path}-journal`, journalThatDeletes(path));
    expect(await refusal(openLedger(path))).toContain("l.sqlite-journal lies beside it");
    expect(readdirSync(join(path, ".."))).toEqual(["l.sqlite-journal"]);
  });

  it.each([
    ["a ledger", async (path: string) => void (await (await openLedger(path)).close())],
    ["an empty file", (path: string) => writeFileSync(path, "")],
    [
      "one page of a ledger",
      (path: string) => void new Database(path).exec("PRAGMA user_version = 1").close(),
    ],
    ["no file", () => undefined],
  ])("that names another file deletes nothing: beside %s", async (_, make) => {
    const path = join(scratchFolder(), "l.sqlite");
    await make(path);
    const victim = join(scratchFolder(), "victim");
    writeFileSync(victim, "precious");
    writeFileSync(`${path}-journal`, journalThatDeletes(victim));
    for (const readOnly of existsSync(path) ? [true, false] : [false]) {
      expect(await refusal(openLedger(path, { readOnly }))).toContain("l.sqlite-journal lies beside it");
    }
    expect(readFileSync(victim, "utf8")).toBe("precious");
  });

  it("that is no file is not waited for", async () => {
    const path = join(scratchFolder(), "l.sqlite");
    await (await openLedger(path)).close();
    mkdirSync(`${path}-journal`);
    expect(await refusal(openLedger(path, { readOnly: true }))).toContain("l.sqlite-journal lies beside it");
  });

  it("is not played into the ledger, and goes away where another process makes its log at this moment", async () => {
    const path = join(scratchFolder(), "l.sqlite");
    await (await openLedger(path)).close();
    const journal = `${path}-journal`;
    writeFileSync(journal, journalThatDeletes("").subarray(0, 512));
    expect(await refusal(requireOwnLog(ledgerPaths(path), noWaiting))).toContain("move it away");
    await requireOwnLog(ledgerPaths(path), async () => rmSync(journal, { force: true }));
    expect(await countRuns(path)).toBe(0);
  });

  it("is taken back where a process was killed while it made a new ledger", async () => {
    const path = join(scratchFolder(), "l.sqlite");
    const other = join(scratchFolder(), "other.sqlite");
    const sqlite = new Database(other);
    sqlite.exec("BEGIN; PRAGMA user_version = 1");
    copyFileSync(`${other}-journal`, `${path}-journal`);
    sqlite.exec("COMMIT").close();
    copyFileSync(other, path);
    await (await openLedger(path)).close();
    expect(existsSync(`${path}-journal`)).toBe(false);
    expect(await countRuns(path)).toBe(0);
  });
});

describe("a log that a killed process left", () => {
  it.each([true, false])("is taken in (readOnly %s)", async (readOnly) => {
    const { path } = await leftByKilledProcess();
    await using ledger = await openLedger(path, { readOnly });
    expect(await listRuns(ledger)).toHaveLength(61);
  });

  it("is taken in without its index", async () => {
    const { path } = await leftByKilledProcess();
    rmSync(`${path}-shm`);
    expect(await countRuns(path)).toBe(61);
  });

  it("is missed where its index is still there", async () => {
    const { path } = await leftByKilledProcess();
    rmSync(`${path}-wal`);
    expect(await refusal(openLedger(path))).toContain("remove l.sqlite-shm to go on with what is there");
    rmSync(`${path}-shm`);
    expect(await countRuns(path)).toBe(60);
  });

  it.each<[string, (from: string, to: string) => void]>([
    ["copied over the file", copyFileSync],
    [
      "put in its place",
      (from, to) => {
        copyFileSync(from, `${to}.new`);
        renameSync(`${to}.new`, to);
      },
    ],
  ])("is not played into a backup that was %s", async (_, restore) => {
    const { path, backup } = await leftByKilledProcess();
    passTickOf(`${path}-wal`);
    restore(backup, path);
    const before = ["", "-wal"].map((suffix) => readFileSync(path + suffix));
    for (const readOnly of [true, false]) {
      expect(await refusal(openLedger(path, { readOnly }))).toContain(
        "move l.sqlite-wal and l.sqlite-shm away",
      );
    }
    expect(["", "-wal"].map((suffix) => readFileSync(path + suffix))).toEqual(before);
    removeSideFiles(path);
    expect(await countRuns(path)).toBe(10);
  });

  it("is played into a copy of its own file", async () => {
    const { path } = await leftByKilledProcess();
    passTickOf(`${path}-wal`);
    copyFileSync(path, `${path}.copy`);
    renameSync(`${path}.copy`, path);
    expect(await countRuns(path)).toBe(61);
  });
});

it("a ledger that was overwritten while it is open takes nothing more", async () => {
  const path = join(scratchFolder(), "l.sqlite");
  const backup = `${path}.backup`;
  for (const amount of [1, 50]) {
    const ledger = await openLedger(path);
    await addRuns(ledger, amount);
    await ledger.close();
    if (amount === 1) copyFileSync(path, backup);
  }
  const ledger = await openLedger(path);
  await addRuns(ledger, 1);
  passTickOf(`${path}-wal`);
  copyFileSync(backup, path);
  expect(await refusal(insertRun(ledger, newRun()))).toContain("belongs to another file");
  await ledger.close();
  removeSideFiles(path);
  expect(readFileSync(path).equals(readFileSync(backup))).toBe(true);
});

it("a log that has become large is put into the file before the next change", async () => {
  const path = join(scratchFolder(), "l.sqlite");
  await using ledger = await openLedger(path);
  const large = (text: string) => newRun({ note: snapshotOf(text.repeat(1_500_000)) });
  for (const text of ["a", "b", "c"]) await insertRun(ledger, large(text));
  const before = statSync(`${path}-wal`).size;
  await insertRun(ledger, large("d"));
  expect(before).toBeGreaterThan(4_096_000);
  expect(statSync(`${path}-wal`).size).toBeLessThan(before);
  expect(isNewerThanLog(seeFiles(ledgerPaths(path)))).toBe(false);
  expect(existsSync(`${path}-shm`)).toBe(true);
});
