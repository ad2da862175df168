import type { Database } from "better-sqlite3";
import { soundRow } from "../../from-rows/sound-row.ts";
import { prepared } from "../prepared.ts";

/** The exact text behind a content sha, if the ledger has it. */
export function getSnapshot(sqlite: Database, sha: string): string | undefined {
  const row = prepared<[string], { text: string }>(sqlite, "SELECT text FROM snapshots WHERE sha = ?").get(
    sha,
  );
  return row && soundRow(row).text;
}
