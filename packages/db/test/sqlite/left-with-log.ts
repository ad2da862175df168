import { chmodSync, copyFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { openLedger } from "../../src/open-ledger.ts";
import { listRuns } from "../../src/reads.ts";
import { insertRun } from "../../src/transitions.ts";
import { newRun } from "../new-run.ts";

/** Where a ledger is in a repository. */
export const NAME = ".review/ledger.sqlite";
const ALL_FILES = ["", "-wal", "-shm"];

/** A ledger as a killed process left it: with one run, which is in the log beside it. */
export async function leaveWithLog(path: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  const made = join(scratchFolder(), "l.sqlite");
  await using ledger = await openLedger(made);
  await insertRun(ledger, newRun());
  for (const end of ALL_FILES) copyFileSync(made + end, path + end);
}

/** Gives such files the mode of files that git makes, or an earlier version. */
export function unmark(path: string, mode = 0o644): void {
  for (const end of ALL_FILES) chmodSync(path + end, mode);
}

export async function countRuns(path: string, readOnly = false): Promise<number> {
  await using ledger = await openLedger(path, { readOnly });
  return (await listRuns(ledger)).length;
}
