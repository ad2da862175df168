import { connectionOf, type Ledger } from "../ledger.ts";
import { reviewRunGates, reviewRuns } from "../tables.ts";
import { writeTransaction } from "../transaction.ts";
import type { ModelId, RunId, Snapshot } from "../vocabulary.ts";
import { insertSnapshots } from "./insert-snapshots.ts";

export interface NewRun {
  notePath: string;
  modelId: ModelId;
  runner: string;
  note: Snapshot;
  /** In the order in which they are asked for. */
  gates: readonly ({ gateId: string } & Snapshot)[];
  /** UTC, ISO 8601 with milliseconds. Default: now. */
  startedAt?: string;
}

/** (none) → running: the run, its requested gates and the snapshots, in one transaction. Returns the run id. */
export async function insertRun(ledger: Ledger, run: NewRun): Promise<RunId> {
  const connection = connectionOf(ledger);
  return writeTransaction(connection, (tx) => {
    insertSnapshots(tx, [run.note, ...run.gates]);
    const { id } = tx
      .insert(reviewRuns)
      .values({
        notePath: run.notePath,
        modelId: run.modelId,
        runner: run.runner,
        reviewedNoteSha: run.note.sha,
        startedAt: run.startedAt ?? connection.now(),
      })
      .returning({ id: reviewRuns.id })
      .get();
    for (const [ordinal, { gateId, sha }] of run.gates.entries()) {
      tx.insert(reviewRunGates).values({ reviewRunId: id, gateId, gateSha: sha, ordinal }).run();
    }
    return id;
  });
}
