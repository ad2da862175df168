import { settledByComments } from "@review/corpus";
import type { Ledger } from "@review/db";
import { listWaived } from "@review/lifecycle";
import type { Settled } from "@review/protocol";
import type { Runner } from "../runner.ts";
import type { Batch, PlannedRun } from "./batch.ts";

/**
 * Completes runs to the batch that a runner is asked: with what is settled in their notes, by waivers and by comments. The ledger
 * is asked once for all of them, and not at all for a runner without a model: it gets no prompt.
 */
export async function batchOf(
  ledger: Ledger,
  { usesModel, opensFiles, answersAsJson }: Runner,
  runs: readonly PlannedRun[],
): Promise<Batch> {
  if (!usesModel) return { runs, settled: new Map() };
  const notes = runs.map(({ note, gates }) => ({
    notePath: note.path,
    text: note.text,
    gateIds: gates.map(({ id }) => id),
  }));
  const waived = await listWaived(ledger, notes);
  const settled = new Map<string, Settled[]>();
  for (const { notePath, text, gateIds } of notes) {
    const byComments = await settledByComments(text, gateIds);
    settled.set(notePath, [...(waived.get(notePath) ?? []), ...byComments]);
  }
  return { runs, settled, opensFiles, answersAsJson };
}
