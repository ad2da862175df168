import { snapshots } from "../tables.ts";
import type { Executor } from "../transaction.ts";
import type { Snapshot } from "../vocabulary.ts";

/** Keeps the texts behind some content shas. A sha that is there already keeps its text. */
export function insertSnapshots(tx: Executor, texts: readonly Snapshot[]): void {
  for (const { sha, text } of texts) tx.insert(snapshots).values({ sha, text }).run();
}
