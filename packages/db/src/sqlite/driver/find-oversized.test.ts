import { join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { openLedger } from "../../open-ledger.ts";
import { findOversized, listOversized } from "./find-oversized.ts";

async function newLedger(): Promise<string> {
  const path = join(scratchFolder(), "l.sqlite");
  await (await openLedger(path)).close();
  return path;
}

it("names rows of more bytes than can be read, by table and key, and how many", async () => {
  const sqlite = new Database(await newLedger());
  sqlite.pragma("ignore_check_constraints = ON");
  sqlite.pragma("foreign_keys = OFF");
  sqlite.exec(
    "INSERT INTO snapshots (sha, text) VALUES ('a', 'short'), ('b', replace(hex(zeroblob(1e6)), '0', 'ä'))",
  );
  // Neither text alone is too large.
  const insert = "INSERT INTO waivers (key, kind, severity, reason, author, decided_at)";
  sqlite.exec("DROP TRIGGER waiver_is_of_a_finding");
  sqlite.exec(`${insert} VALUES ('k', 'waived', 'warn', hex(zeroblob(1e6)), hex(zeroblob(1e6)), 'now')`);
  expect(listOversized(sqlite, 3_000_000)).toEqual([
    "snapshots row 2 has 4 MB, more than the 3 that can be read",
    "waivers row 1 has 4 MB, more than the 3 that can be read",
  ]);
  expect(listOversized(sqlite)).toEqual([]);
  sqlite.close();
});

it("finds nothing in a ledger whose rows can be read", async () => {
  expect(findOversized(await newLedger())).toBeUndefined();
});
