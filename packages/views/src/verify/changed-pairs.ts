import type { Corpus, Gate } from "@review/corpus";
import { lockFilePath } from "@review/lock";

/** Of some files, relative to the root, those that changed. */
export type ChangedOf = (paths: readonly string[]) => Promise<ReadonlySet<string>>;

/**
 * Whether anything of a pair changed: its note, what the lock says of that, its gate, or an input of that. Without `changedOf` everything
 * counts as changed.
 */
export async function changedPairs(
  place: Pick<Corpus, "root" | "config">,
  notes: readonly { path: string; gates: readonly Gate[] }[],
  changedOf: ChangedOf | undefined,
): Promise<(notePath: string, gate: Gate) => boolean> {
  if (!changedOf) return () => true;
  const gates = [...new Set(notes.flatMap((note) => note.gates))];
  const filesOf = ({ path, inputs = [] }: Gate) => [path, ...inputs.map((input) => input.path)];
  const paths = [
    ...notes.flatMap(({ path }) => [path, lockFilePath(place, path)]),
    ...gates.flatMap(filesOf),
  ];
  const changed = await changedOf([...new Set(paths)]);
  const changedGates = new Set(gates.filter((gate) => filesOf(gate).some((path) => changed.has(path))));
  return (notePath, gate) =>
    changed.has(notePath) || changed.has(lockFilePath(place, notePath)) || changedGates.has(gate);
}
