import { type Ledger, listNewestVersions, type ModelId, type NewestVersion } from "@review/db";

/** The newest acceptance event of each pair over some partitions, by note and gate. */
export type NewestAcceptances = ReadonlyMap<string, ReadonlyMap<string, NewestUnder>>;

export interface NewestUnder extends NewestVersion {
  modelId: ModelId;
}

/** Of every pair of some notes the newest event over all given partitions, whatever versions it accepts. */
export async function newestAcceptances(
  ledger: Ledger,
  modelIds: readonly ModelId[],
  notePaths: readonly string[],
): Promise<NewestAcceptances> {
  const newest = new Map<string, Map<string, NewestUnder>>();
  if (notePaths.length === 0) return newest;
  for (const modelId of modelIds) {
    for (const version of await listNewestVersions(ledger, modelId, notePaths)) {
      const { notePath, gateId, acceptanceId } = version;
      const ofNote = newest.get(notePath) ?? new Map<string, NewestUnder>();
      const known = ofNote.get(gateId);
      if (!known || known.acceptanceId < acceptanceId) ofNote.set(gateId, { ...version, modelId });
      newest.set(notePath, ofNote);
    }
  }
  return newest;
}
