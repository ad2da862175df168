import type { KeyOfPair, PairKey } from "@review/db";
import { checkFields } from "@review/db/check-fields";
import type { AttestedEntry, AttestedFinding, RefusedEntry } from "./attested-entry.ts";
import { type CarriedDecision, carriedBy } from "./carried-decisions.ts";

/** The versions of a pair in the tree, as far as they can be read. */
export interface PairThere {
  noteSha?: string | undefined;
  gateSha?: string | undefined;
}

/** Says of pairs, in their order, what the tree has of them; undefined of one whose note or gate is gone. */
export type PairsThere = (pairs: readonly PairKey[]) => Promise<readonly (PairThere | undefined)[]>;

/** Which pairs have which keys. */
export interface KeyHolders {
  /** By a ledger: such a pair may have it. */
  known: readonly KeyOfPair[];
  /** By entries of the lock: of several that are there none can be believed. */
  claimed: readonly KeyOfPair[];
  there: PairsThere;
}

/** A finding's key with each pair of some entries that has it. */
export const claimedBy = (entries: readonly AttestedEntry[]): KeyOfPair[] =>
  entries.flatMap((entry) =>
    entry.findings.flatMap(({ key }) => (key === undefined ? [] : [{ key, ...pairOf(entry) }])),
  );

/**
 * Those of some entries that have a key of another pair which is there: what is decided about a finding is decided by its key, so that the entry would
 * decide about a finding of another note. What was renamed keeps its keys: its old name is gone, or has the same text and gate, or a ledger knows
 * that the new one has them.
 */
export async function refuseForeign(
  entries: readonly AttestedEntry[],
  { known, claimed, there }: KeyHolders,
): Promise<RefusedEntry[]> {
  const holders = byKey([...known, ...claimed]);
  const ofLedger = new Set(known.map((each) => `${each.key} ${nameOf(each)}`));
  const shared = [...holders].filter(([, pairs]) => pairs.size > 1);
  const thereOf = await readThere(
    shared.flatMap(([, pairs]) => [...pairs.values()]),
    there,
  );
  // Thousands of pairs may have one key: each is looked at once for it, and two of each version are enough.
  const versionsOf = new Map(
    shared.map(([key, pairs]) => {
      const versions = new Map<string, PairKey[]>();
      for (const pair of pairs.values()) {
        const version = versionOf(thereOf(pair));
        if (version !== undefined)
          versions.set(version, [...(versions.get(version)?.slice(0, 1) ?? []), pair]);
      }
      return [key, versions];
    }),
  );
  const otherOf = (entry: AttestedEntry, key: string): PairKey | undefined => {
    const own = nameOf(pairOf(entry));
    if (ofLedger.has(`${key} ${own}`)) return undefined;
    const same = versionOf({ noteSha: entry.note.sha, gateSha: entry.gate.sha });
    for (const [version, pairs] of versionsOf.get(key) ?? []) {
      const other = version === same ? undefined : pairs.find((pair) => nameOf(pair) !== own);
      if (other) return other;
    }
    return undefined;
  };
  const refused = new Map<AttestedEntry, RefusedEntry>();
  for (const entry of entries) {
    for (const { key = "" } of entry.findings) {
      const other = refused.has(entry) ? undefined : otherOf(entry, key);
      if (!other) continue;
      const message = `its finding ${key} is one of ${other.notePath} × ${other.gateId}`;
      refused.set(entry, { entry, code: "foreign-key", message });
    }
  }
  return [...refused.values()];
}

/**
 * What is decided in some entries about findings, by key: as far as the entries of all pairs that have the finding and are there say so. A decision
 * reaches no pair whose own entry does not tell of it.
 */
export async function agreedDecisions(
  entries: readonly AttestedEntry[],
  { known, claimed, there }: KeyHolders,
): Promise<Map<string, CarriedDecision>> {
  const decided = carriedBy(entries.flatMap(({ findings }) => findings));
  const holders = byKey([...known, ...claimed].filter(({ key }) => decided.has(key)));
  const shared = [...holders].filter(([, pairs]) => pairs.size > 1);
  if (shared.length === 0) return decided;
  const ofPairs = decisionsOfPairs(entries);
  const thereOf = await readThere(
    shared.flatMap(([, pairs]) => [...pairs.values()]),
    there,
  );
  for (const [key, pairs] of shared) {
    const said = JSON.stringify(decided.get(key));
    const isAgreed = [...pairs].every(
      ([name, pair]) => !thereOf(pair) || JSON.stringify(ofPairs.get(name)?.get(key)) === said,
    );
    if (!isAgreed) decided.delete(key);
  }
  return decided;
}

function decisionsOfPairs(entries: readonly AttestedEntry[]): Map<string, ReturnType<typeof carriedBy>> {
  const findings = new Map<string, AttestedFinding[]>();
  for (const entry of entries) {
    const name = nameOf(pairOf(entry));
    const ofPair = findings.get(name) ?? [];
    ofPair.push(...entry.findings);
    findings.set(name, ofPair);
  }
  return new Map([...findings].map(([name, ofPair]) => [name, carriedBy(ofPair)]));
}

function byKey(held: readonly KeyOfPair[]): Map<string, Map<string, PairKey>> {
  const holders = new Map<string, Map<string, PairKey>>();
  for (const { key, notePath, gateId } of held) {
    const pairs = holders.get(key) ?? new Map<string, PairKey>();
    holders.set(key, pairs.set(nameOf({ notePath, gateId }), { notePath, gateId }));
  }
  return holders;
}

async function readThere(
  pairs: readonly PairKey[],
  there: PairsThere,
): Promise<(pair: PairKey) => PairThere | undefined> {
  const asked = new Map(pairs.map((pair) => [nameOf(pair), pair]));
  const found = asked.size === 0 ? [] : await there([...asked.values()]);
  checkFields({ there: found }, "what is there", { there: "list" });
  const answers = new Map([...asked.keys()].map((name, index) => [name, found[index]]));
  return (pair) => answers.get(nameOf(pair));
}

/** What two pairs of the same texts have in common; undefined of one that is gone. */
const versionOf = (pair: PairThere | undefined): string | undefined =>
  pair && JSON.stringify([pair.noteSha ?? null, pair.gateSha ?? null]);

const pairOf = ({ notePath, gate }: AttestedEntry): PairKey => ({ notePath, gateId: gate.gateId });

const nameOf = ({ notePath, gateId }: PairKey): string => JSON.stringify([notePath, gateId]);
