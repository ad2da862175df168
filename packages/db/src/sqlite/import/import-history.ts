import type { Database } from "better-sqlite3";
import type { HistoryToImport, ImportState } from "../../imported-history.ts";
import { ACCEPTING_TRIGGER } from "../schema/migrations/0014-accepted-with-its-run.ts";
import { withoutTriggers } from "../schema/without-triggers.ts";
import { batchInserter } from "./batch-writer.ts";
import { insertImportedAcceptances } from "./insert-imported-acceptances.ts";
import { insertImportedRuns } from "./insert-imported-runs.ts";
import { loadImportState } from "./load-import-state.ts";

/**
 * Reads what the ledger knows, asks the decider for the rows to add, adds them and remembers their keys. To be called in a
 * write transaction.
 */
export function importHistory(
  sqlite: Database,
  decide: (state: ImportState) => HistoryToImport,
  url: string,
): void {
  const state = loadImportState(sqlite);
  const { snapshots, runs, acceptances } = decide(state);
  const snapshot = batchInserter(sqlite, "snapshots", ["sha", "text"]);
  for (const { sha, text } of snapshots) snapshot.add(sha, text);
  snapshot.flush();
  // They come with the acceptances that they had.
  const insertRuns = () => insertImportedRuns(sqlite, runs);
  const reviewIds = withoutTriggers(sqlite, ({ name }) => name === ACCEPTING_TRIGGER, insertRuns);
  insertImportedAcceptances(sqlite, url, acceptances, { reviewIds, earlierRuns: state.runs });
}
