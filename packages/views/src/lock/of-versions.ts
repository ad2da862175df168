import { type Gate, grouped, type SelectedNote } from "@review/corpus";
import type { LockEntry } from "@review/lock";

/** Whether an entry is of the versions that note and gate have now, and the gate applies. */
export function isOfVersions({ sha, gates }: SelectedNote): (entry: LockEntry) => boolean {
  const versions = new Map(gates.map((gate: Gate) => [gate.id, gate.sha]));
  return (entry) => entry.noteSha === sha && versions.get(entry.gate) === entry.gateVersion;
}

/**
 * Says of an entry whose gate is gone which gates of a note have its very text now, if the note has its own: the gate was renamed. `gateIds` are of
 * all gates that there are.
 */
export function underFormerNames(
  { sha, gates }: SelectedNote,
  gateIds: ReadonlySet<string>,
): (entry: Pick<LockEntry, "gate" | "gateVersion" | "noteSha">) => readonly Gate[] {
  const byText = grouped(gates, (gate) => gate.sha);
  return (entry) =>
    gateIds.has(entry.gate) || entry.noteSha !== sha ? [] : (byText.get(entry.gateVersion) ?? []);
}

/**
 * Finds the gate of an entry in the version that it is of: under its name; or, where no gate has that any more, one that has the very text, under
 * the name that it had.
 */
export function gateOfEntry(
  gates: readonly Gate[],
  gateIds: ReadonlySet<string>,
): (entry: Pick<LockEntry, "gate" | "gateVersion">) => Gate | undefined {
  const byId = new Map(gates.map((gate) => [gate.id, gate]));
  const byText = grouped(gates, (gate) => gate.sha);
  return ({ gate: id, gateVersion }) => {
    const gate = byId.get(id);
    if (gate) return gate.sha === gateVersion ? gate : undefined;
    const [renamed] = gateIds.has(id) ? [] : (byText.get(gateVersion) ?? []);
    return renamed && { ...renamed, id };
  };
}
