import { type ChangedSince, type Corpus, changedSince } from "@review/corpus";
import type { PlannedRun } from "./batch.ts";

/** What has changed on disk since a run was planned; undefined if nothing has. */
export async function findChanged(
  corpus: Corpus,
  { note, gates }: Pick<PlannedRun, "note" | "gates">,
): Promise<ChangedSince | undefined> {
  const versions = gates.map(({ id, sha }) => ({ gateId: id, gateSha: sha }));
  return changedSince(corpus, { notePath: note.path, noteSha: note.sha, gates: versions });
}
