import type { Corpus } from "@review/corpus";
import type { KeyOfPair } from "@review/db";
import type { PairsThere } from "@review/lifecycle";
import {
  findingsOf,
  isAccepted,
  isWithdrawn,
  type KeyInLock,
  type LockEntry,
  sharedKeys,
  withoutFile,
} from "@review/lock";
import { listLeftEntries, namesByText } from "../lock/left-entries.ts";
import { lockedReader } from "../lock/locked-reader.ts";
import { pairsThere } from "../lock/pairs-there.ts";
import { refusedAmong } from "../lock/refused-among.ts";
import { readLockedQuarantines } from "../quarantine/read-quarantines.ts";
import type { AcceptedOfNote, AcceptedSource } from "./accepted-source.ts";
import { settledReader } from "./settled-in-note.ts";

/** What the lock alone says. Nothing is opened but its files, and notes of which it says that their comments settle something. */
export function lockSource(corpus: Corpus): AcceptedSource {
  const refused: string[] = [];
  const readLocked = lockedReader(corpus);
  const settledIn = settledReader(corpus);
  const inTree = pairsThere(corpus);
  const claimedOf = claimsReader(corpus, inTree);
  return {
    refused,
    leftNames: async (there, texts) => namesByText(await listLeftEntries(corpus, there, { texts })),
    goneGates: async () => new Map(),
    quarantines: async () => readLockedQuarantines(corpus),
    accepted: async (notes) => {
      const read = notes.map((note) => {
        const { entries: locked, problems, unread } = readLocked(note.path);
        const why = withoutFile(note.path);
        refused.push(...problems, ...(why === undefined ? [] : [why]));
        return { note, locked, unread, entries: locked.filter(({ noteSha }) => noteSha === note.sha) };
      });
      const without = await refusedAmong(corpus, {
        found: read,
        there: inTree,
        claimed: await claimedOf(read),
      });
      refused.push(...without.lines);
      const accepted: AcceptedOfNote[] = [];
      for (const { note, locked, unread, entries } of read) {
        const current = entries
          .filter((entry) => !without.entries.has(entry))
          .map((entry) => without.countsAs.get(entry) ?? entry);
        const standing = await settledIn(note.path, current.filter(isAccepted));
        accepted.push({
          entries: standing,
          takenBack: current.filter(isWithdrawn),
          ...{ locked, unread },
          past: async () => [],
        });
      }
      return accepted;
    },
  };
}

/** Enough for each pair to meet one of other texts, if there is any. */
const MOST = { versions: 2, ofVersion: 2 };

/**
 * Answers which pairs have findings of some entries, too, in the versions that they have now: of thousands a few, with which an entry is at odds
 * if it is with any. The whole lock is read when the first such entry is asked about.
 */
function claimsReader(corpus: Corpus, there: PairsThere) {
  let shared: ReturnType<typeof sharedKeys> | undefined;
  const known = new Map<string, readonly KeyOfPair[]>();
  const claimsOf = async (key: string, holders: readonly KeyInLock[]): Promise<KeyOfPair[]> => {
    const pairs = holders.map(({ notePath, gate }) => ({ key, notePath, gateId: gate }));
    const found = await there(pairs);
    const versions = new Map<string, KeyOfPair[]>();
    for (const [index, { noteSha, gateVersion }] of holders.entries()) {
      const [pair, now] = [pairs[index], found[index]];
      if (!pair || now?.noteSha !== noteSha || now.gateSha !== gateVersion) continue;
      const version = `${noteSha} ${gateVersion}`;
      const same = versions.get(version) ?? [];
      if (same.length < MOST.ofVersion) versions.set(version, [...same, pair]);
    }
    return [...versions.values()].slice(0, MOST.versions).flat();
  };
  return async (read: readonly { entries: readonly LockEntry[] }[]): Promise<KeyOfPair[]> => {
    const keys = new Set(findingsOf(read.flatMap(({ entries }) => entries)).flatMap(({ key }) => key ?? []));
    if (keys.size === 0) return [];
    shared ??= sharedKeys(corpus);
    const claims: KeyOfPair[] = [];
    for (const key of keys) {
      const holders = shared.get(key);
      if (!holders) continue;
      const few = known.get(key) ?? (await claimsOf(key, holders));
      known.set(key, few);
      claims.push(...few);
    }
    return claims;
  };
}
