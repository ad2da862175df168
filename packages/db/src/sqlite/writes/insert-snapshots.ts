import type { Database } from "better-sqlite3";
import type { Snapshot } from "../../vocabulary.ts";
import { oncePerDatabase } from "../once-per-database.ts";

const insertSnapshot = oncePerDatabase((sqlite) =>
  sqlite.prepare<[string, string]>("INSERT INTO snapshots (sha, text) VALUES (?, ?)"),
);

/** Keeps the texts behind some content shas. A sha that is there already keeps its text. */
export function insertSnapshots(sqlite: Database, texts: readonly Snapshot[]): void {
  const insert = insertSnapshot(sqlite);
  for (const { sha, text } of texts) insert.run(sha, text);
}
