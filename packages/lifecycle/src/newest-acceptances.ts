import {
  type Ledger,
  listNewestVersions,
  type ModelId,
  type NewestVersion,
  type NoteVersion,
} from "@review/db";

export interface NewestUnder extends NewestVersion {
  modelId: ModelId;
}

/**
 * Answers for a pair of some notes which acceptance event its staleness is told against, over all given partitions: the
 * newest of those that name the note's very text, under whatever gate, if there are any; else the newest of all.
 */
export async function newestAcceptances(
  ledger: Ledger,
  modelIds: readonly ModelId[],
  notes: readonly NoteVersion[],
): Promise<(note: NoteVersion, gateId: string) => NewestUnder | undefined> {
  const newest = new Map<string, Map<string, NewestUnder>>();
  const keyOf = ({ notePath, noteSha }: NoteVersion) => noteSha + notePath;
  const isOfText = ({ noteSha, acceptedNoteSha }: NewestVersion) => noteSha === acceptedNoteSha;
  for (const modelId of notes.length === 0 ? [] : modelIds) {
    for (const version of await listNewestVersions(ledger, modelId, notes)) {
      const { gateId, acceptanceId } = version;
      const ofNote = newest.get(keyOf(version)) ?? new Map<string, NewestUnder>();
      const known = ofNote.get(gateId);
      const isBetter =
        !known ||
        (isOfText(version) === isOfText(known) ? known.acceptanceId < acceptanceId : isOfText(version));
      if (isBetter) ofNote.set(gateId, { ...version, modelId });
      newest.set(keyOf(version), ofNote);
    }
  }
  return (note, gateId) => newest.get(keyOf(note))?.get(gateId);
}
