import { type Ledger, listPairsOfKeys, type Snapshot } from "@review/db";
import { checkEach, checkFields } from "@review/db/check-fields";
import { checkSnapshot } from "../create-run.ts";
import { type AttestedEntry, checkEntries, type RefusedEntry } from "./attested-entry.ts";
import {
  claimedBy,
  type KeyHolders,
  type PairsThere,
  type RekeyedEntry,
  rekeyForeign,
} from "./foreign-keys.ts";
import type { ProvenEntry } from "./prove-entry.ts";

/** Of some entries those that do not count, and those that count otherwise than they stand. */
export interface DoubtedEntries {
  refused: RefusedEntry[];
  rekeyed: RekeyedEntry[];
}

/**
 * Which of some entries, as `attest` is given them, do not count, and why, whatever a ledger knows of their versions; and which have the key of another
 * pair's finding. What they have themselves need not be `claimed`.
 */
export async function doubtedEntries(
  entries: readonly AttestedEntry[],
  holders: KeyHolders,
): Promise<DoubtedEntries> {
  checkFields({ entries }, "doubtedEntries", { entries: "list" });
  checkFields(holders, "doubtedEntries", { known: "function", claimed: "list", there: "function" });
  checkEach(holders.claimed, "claimed", KEY_OF_PAIR);
  checkEntries(entries);
  const known: KeyHolders["known"] = async (keys) => {
    const found = await holders.known(keys);
    checkFields({ found }, "what is known of keys", { found: "list" });
    checkEach(found, "known", KEY_OF_PAIR);
    return found;
  };
  const claimed = [...holders.claimed, ...claimedBy(entries)];
  const rekeyed = await rekeyForeign(entries, { ...holders, known, claimed });
  const { doubtfulEntries } = await import("./plain-entries.ts");
  const { refused } = await prove(doubtfulEntries(entries), {
    known: NONE,
    claimed: [],
    there: holders.there,
  });
  const unproven = new Set(refused.map(({ entry }) => entry));
  return { refused, rekeyed: rekeyed.filter(({ entry }) => !unproven.has(entry)) };
}

const KEY_OF_PAIR = { key: "text", notePath: "text", gateId: "text" } as const;
const NONE: KeyHolders["known"] = async () => [];

/** What a ledger knows of the keys of some entries, and what they say themselves. */
export function keyHolders(ledger: Ledger, entries: readonly AttestedEntry[], there: PairsThere): KeyHolders {
  return { known: (keys) => listPairsOfKeys(ledger, keys), claimed: claimedBy(entries), there };
}

/** What entries are worth: which can be taken in, as they count, and which do not count. */
export async function prove(
  entries: readonly AttestedEntry[],
  holders: KeyHolders,
): Promise<{ proven: ProvenEntry[] } & DoubtedEntries> {
  if (entries.length === 0) return { proven: [], refused: [], rekeyed: [] };
  const proven: ProvenEntry[] = [];
  const refused: RefusedEntry[] = [];
  const check = textChecker();
  // Most commands find nothing new in the lock.
  const { proveEntries } = await import("./prove-entries.ts");
  for (const entry of entries) {
    check(entry.notePath, entry.note);
    check(entry.gate.gateId, entry.gate);
  }
  const rekeyed = await rekeyForeign(entries, holders);
  const countsAs = new Map(rekeyed.map((each) => [each.entry, each.countsAs]));
  const outcomes = await proveEntries(entries.map((entry) => countsAs.get(entry) ?? entry));
  const unproven = new Set<RefusedEntry["entry"]>();
  for (const [index, outcome] of outcomes.entries()) {
    if (!("code" in outcome)) {
      proven.push(outcome);
      continue;
    }
    const entry = entries[index] ?? outcome.entry;
    unproven.add(entry);
    refused.push({ ...outcome, entry });
  }
  return { proven, refused, rekeyed: rekeyed.filter(({ entry }) => !unproven.has(entry)) };
}

/** Checks a text once, however many entries have it. */
function textChecker(): (name: string, snapshot: Snapshot) => void {
  const checked = new Map<string, string>();
  return (name, snapshot) => {
    if (checked.get(snapshot.sha) === snapshot.text) return;
    checkSnapshot(name, snapshot);
    checked.set(snapshot.sha, snapshot.text);
  };
}
