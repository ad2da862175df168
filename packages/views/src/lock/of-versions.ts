import type { Gate, SelectedNote } from "@review/corpus";
import type { LockEntry } from "@review/lock";

/** Whether an entry is of the versions that note and gate have now, and the gate applies. */
export function isOfVersions({ sha, gates }: SelectedNote): (entry: LockEntry) => boolean {
  const versions = new Map(gates.map((gate: Gate) => [gate.id, gate.sha]));
  return (entry) => entry.noteSha === sha && versions.get(entry.gate) === entry.gateVersion;
}
