import type { Corpus } from "@review/corpus";
import type { KeyOfPair } from "@review/db";
import { findingsOf, isAccepted, isWithdrawn, type LockEntry, sharedKeys, withoutFile } from "@review/lock";
import { listGoneEntries, namesByText } from "../lock/gone-entries.ts";
import { lockedReader } from "../lock/locked-reader.ts";
import { pairsThere } from "../lock/pairs-there.ts";
import { refusedAmong } from "../lock/refused-among.ts";
import { readLockedQuarantines } from "../quarantine/read-quarantines.ts";
import type { AcceptedSource } from "./accepted-source.ts";

/** What the lock alone says. Nothing is opened but its files. */
export function lockSource(corpus: Corpus): AcceptedSource {
  const refused: string[] = [];
  const readLocked = lockedReader(corpus);
  const claimedOf = claimsReader(corpus);
  return {
    refused,
    goneNames: async (there) => namesByText(await listGoneEntries(corpus, there)),
    goneGates: async () => new Map(),
    quarantines: async () => readLockedQuarantines(corpus),
    accepted: async (notes) => {
      const read = notes.map((note) => {
        const { entries: locked, problems } = readLocked(note.path);
        const why = withoutFile(note.path);
        refused.push(...problems, ...(why === undefined ? [] : [why]));
        return { note, locked, entries: locked.filter(({ noteSha }) => noteSha === note.sha) };
      });
      const without = await refusedAmong(corpus, { found: read, claimed: await claimedOf(read) });
      refused.push(...without.lines);
      return read.map(({ locked, entries }) => {
        const current = entries.filter((entry) => !without.entries.has(entry));
        const [accepted, takenBack] = [current.filter(isAccepted), current.filter(isWithdrawn)];
        return { entries: accepted, takenBack, locked, past: async () => [] };
      });
    },
  };
}

/** Answers which pairs have findings of some entries, too, in the versions that they have now. The whole lock is read when the first such entry is asked about. */
function claimsReader(corpus: Corpus) {
  let shared: ReturnType<typeof sharedKeys> | undefined;
  return async (read: readonly { entries: readonly LockEntry[] }[]): Promise<KeyOfPair[]> => {
    const keys = new Set(findingsOf(read.flatMap(({ entries }) => entries)).flatMap(({ key }) => key ?? []));
    if (keys.size === 0) return [];
    shared ??= sharedKeys(corpus);
    const found = shared;
    const claims = [...keys].flatMap((key) =>
      (found.get(key) ?? []).map((of) => ({ key, gateId: of.gate, ...of })),
    );
    const there = claims.length === 0 ? [] : await pairsThere(corpus)(claims);
    return claims.filter(
      ({ noteSha, gateVersion }, index) =>
        there[index]?.noteSha === noteSha && there[index].gateSha === gateVersion,
    );
  };
}
