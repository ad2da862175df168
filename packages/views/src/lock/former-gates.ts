import type { SelectedNote } from "@review/corpus";
import type { Ledger } from "@review/db";
import { identityOf, isAccepted, isWithdrawn, type LockEntry } from "@review/lock";
import type { lockedReader } from "./locked-reader.ts";
import { type NotCarriedOver, openGateMoves } from "./not-carried-over.ts";
import { underFormerNames } from "./of-versions.ts";

/** What there is, and what the lock is to say so far. */
interface Known {
  gateIds: ReadonlySet<string>;
  readLocked: ReturnType<typeof lockedReader>;
  wanted: Map<string, LockEntry[]>;
}

/**
 * Leaves in a lock what it has of gates that are gone, where a gate has the very text now, and nothing says as much under its name: to rename a gate
 * would take its reviews away. Adds these entries to what is wanted, and gives the renames, each once.
 */
export async function keepFormerGates(
  ledger: Ledger,
  notes: readonly SelectedNote[],
  { gateIds, readLocked, wanted }: Known,
): Promise<NotCarriedOver[]> {
  const former = notes.flatMap((note) => {
    const toOf = underFormerNames(note, gateIds);
    const own = new Map((wanted.get(note.path) ?? []).map((entry) => [identityOf(entry), entry]));
    return readLocked(note.path)
      .entries.filter(isAccepted)
      .flatMap((entry) =>
        toOf(entry).flatMap((to) => {
          const there = own.get(identityOf({ ...entry, gate: to.id }));
          // It was carried over, and taken back under the new name.
          if (there && isWithdrawn(there) && there.at >= entry.at) return [];
          return { notePath: note.path, entry, to, own: there && isAccepted(there) ? there : undefined };
        }),
      );
  });
  const moves = new Map<string, NotCarriedOver>();
  const kept = new Set<LockEntry>();
  for (const { notePath, entry, to } of await openGateMoves(ledger, former)) {
    if (!moves.has(entry.gate)) moves.set(entry.gate, { what: "gate", from: entry.gate, to: to.id });
    if (kept.has(entry)) continue;
    kept.add(entry);
    wanted.set(notePath, [...(wanted.get(notePath) ?? []), entry]);
  }
  return [...moves.values()].sort((a, b) => (a.from < b.from ? -1 : 1));
}
