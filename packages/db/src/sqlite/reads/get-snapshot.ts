import type { Database } from "better-sqlite3";

/** The exact text behind a content sha, if the ledger has it. */
export function getSnapshot(sqlite: Database, sha: string): string | undefined {
  return sqlite.prepare<[string], string>("SELECT text FROM snapshots WHERE sha = ?").pluck().get(sha);
}
