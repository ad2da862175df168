import { type ChangedSince, type Corpus, changedSince } from "@review/corpus";
import type { PlannedRun } from "./batch.ts";
import type { RunOutcome } from "./end-run.ts";

/** What has changed on disk since a run was planned; undefined if nothing has. */
export async function findChanged(
  corpus: Corpus,
  { note, gates }: Pick<PlannedRun, "note" | "gates">,
): Promise<ChangedSince | undefined> {
  const versions = gates.map(({ id, sha }) => ({ gateId: id, gateSha: sha }));
  return changedSince(corpus, { notePath: note.path, noteSha: note.sha, gates: versions });
}

/** Runs of a batch with what has changed since they were planned. Of one that failed nobody asks: nothing is opened for it. */
export function withChanged(
  corpus: Corpus,
  planned: readonly PlannedRun[],
  outcomes: readonly RunOutcome[],
): Promise<(PlannedRun & { changed: ChangedSince | undefined })[]> {
  return Promise.all(
    planned.map(async (run, index) => {
      const isCompleted = outcomes[index]?.status === "completed";
      return { ...run, changed: isCompleted ? await findChanged(corpus, run) : undefined };
    }),
  );
}
