import {
  type Ledger,
  listNewestVersions,
  type ModelId,
  type NewestVersion,
  type NoteVersion,
} from "@review/db";
import { nearestFirst } from "./stale-reason.ts";

export interface NewestUnder {
  modelId: ModelId;
  version: NewestVersion;
}

/**
 * Answers for each of some notes, in their order, which acceptance event stands for it under a gate over all given partitions;
 * see `nearestFirst`.
 */
export async function newestAcceptances(
  ledger: Ledger,
  modelIds: readonly ModelId[],
  notes: readonly NoteVersion[],
): Promise<((gate: { gateId: string; gateSha: string }) => NewestUnder | undefined)[]> {
  const ofNotes = notes.map(() => new Map<string, NewestUnder[]>());
  for (const modelId of notes.length === 0 ? [] : modelIds) {
    const found = await listNewestVersions(ledger, modelId, notes);
    for (const [index, ofGates] of ofNotes.entries()) {
      for (const version of found[index] ?? []) {
        const known = ofGates.get(version.gateId);
        // Not one object of both: copying the fields of each of thousands takes a tenth of all the time.
        if (known) known.push({ modelId, version });
        else ofGates.set(version.gateId, [{ modelId, version }]);
      }
    }
  }
  return notes.map(({ noteSha }, index) => (gate) => {
    const pair = { noteSha, gateSha: gate.gateSha };
    const before = nearestFirst(pair);
    return ofNotes[index]?.get(gate.gateId)?.toSorted((a, b) => before(a.version, b.version))[0];
  });
}
