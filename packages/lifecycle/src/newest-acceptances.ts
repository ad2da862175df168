import {
  type Ledger,
  listNewestVersions,
  type ModelId,
  type NewestVersion,
  type NoteVersion,
} from "@review/db";
import { nearness } from "./stale-reason.ts";

export interface NewestUnder extends NewestVersion {
  modelId: ModelId;
}

/** Answers for a pair of some notes which acceptance event stands for it over all given partitions; see `nearness`. */
export async function newestAcceptances(
  ledger: Ledger,
  modelIds: readonly ModelId[],
  notes: readonly NoteVersion[],
): Promise<(pair: NoteVersion & { gateId: string; gateSha: string }) => NewestUnder | undefined> {
  const ofPairs = new Map<string, NewestUnder[]>();
  const keyOf = ({ notePath, noteSha, gateId }: NoteVersion & { gateId: string }) =>
    `${noteSha}${gateId}\0${notePath}`;
  for (const modelId of notes.length === 0 ? [] : modelIds) {
    for (const version of await listNewestVersions(ledger, modelId, notes)) {
      const known = ofPairs.get(keyOf(version));
      if (known) known.push({ ...version, modelId });
      else ofPairs.set(keyOf(version), [{ ...version, modelId }]);
    }
  }
  return (pair) => {
    const [nearest] = (ofPairs.get(keyOf(pair)) ?? []).sort(
      (a, b) => nearness(pair, b) - nearness(pair, a) || b.acceptanceId - a.acceptanceId,
    );
    return nearest;
  };
}
