import { connectionOf } from "../../connection.ts";
import type { Ledger } from "../../ledger.ts";
import { withLedgerErrors } from "../../sqlite-errors.ts";
import { writeTransaction } from "../../transaction.ts";
import { batchInserter } from "./batch-writer.ts";
import type { ImportState } from "./import-state.ts";
import type { HistoryToImport } from "./imported-rows.ts";
import { insertImportedAcceptances } from "./insert-imported-acceptances.ts";
import { insertImportedRuns } from "./insert-imported-runs.ts";
import { loadImportState } from "./load-import-state.ts";

export type { ImportState, NewestAcceptance } from "./import-state.ts";
export type {
  HistoryToImport,
  ImportedAcceptance,
  ImportedGateReview,
  ImportedRun,
} from "./imported-rows.ts";

/** What an import of now would find in the ledger. */
export async function readImportState(ledger: Ledger): Promise<ImportState> {
  const { sqlite, url } = connectionOf(ledger);
  return withLedgerErrors(url, () => loadImportState(sqlite));
}

/**
 * Adds history that another program recorded: in one immediate transaction reads what the ledger knows, asks
 * the decider for the rows to add, adds them and remembers their keys. All of it, or (if the decider or its
 * rows throw, or the ledger refuses one) nothing.
 */
export async function importHistory(
  ledger: Ledger,
  decide: (state: ImportState) => HistoryToImport,
): Promise<void> {
  const connection = connectionOf(ledger);
  await writeTransaction(connection, (sqlite) => {
    const state = loadImportState(sqlite);
    const { snapshots, runs, acceptances } = decide(state);
    const snapshot = batchInserter(sqlite, "snapshots", ["sha", "text"]);
    for (const { sha, text } of snapshots) snapshot.add(sha, text);
    snapshot.flush();
    const reviewIds = insertImportedRuns(sqlite, runs);
    insertImportedAcceptances(sqlite, connection.url, acceptances, { reviewIds, earlierRuns: state.runs });
  });
}
