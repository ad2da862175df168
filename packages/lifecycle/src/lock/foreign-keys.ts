import type { KeyOfPair, PairKey } from "@review/db";
import { checkFields } from "@review/db/check-fields";
import { newKeys } from "@review/protocol";
import { foreignAmong } from "../key-holders.ts";
import { freeKey } from "../own-keys.ts";
import type { AttestedEntry, AttestedFinding } from "./attested-entry.ts";
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
  known: (keys: readonly string[]) => Promise<readonly KeyOfPair[]>;
  /** By entries of the lock: of several that are there none can be believed. */
  claimed: readonly KeyOfPair[];
  there: PairsThere;
}

/** A finding's key with each pair of some entries that has it. */
export const claimedBy = (entries: readonly AttestedEntry[]): KeyOfPair[] =>
  entries.flatMap((entry) =>
    entry.findings.flatMap(({ key }) => (key === undefined ? [] : [{ key, ...pairOf(entry) }])),
  );

/** An entry with the key of another pair's finding, and as what it counts: by a key of its own, without what it decides about that. */
export interface RekeyedEntry {
  entry: AttestedEntry;
  countsAs: AttestedEntry;
  /** Whose key it is, in one line. */
  message: string;
}

/**
 * Those of some entries that have a key of another pair which is there: what is decided about a finding is decided by its key, so that the entry would
 * decide about a finding of another note, or that one's about the entry's. Its verdict stands: or who writes a key into the lock would have silenced
 * whoever has it. What was renamed keeps its keys: its old name is gone, or has the same text and gate, or a ledger knows that the new one has them.
 */
export async function rekeyForeign(
  entries: readonly AttestedEntry[],
  holders: KeyHolders,
): Promise<RekeyedEntry[]> {
  const foreignOf = await foreignKeyReader(entries, holders);
  const claimed = byKey(holders.claimed);
  const heldOf: KeyHolders["known"] = async (keys) => [
    ...(await holders.known(keys)),
    ...keys.flatMap((key) => [...(claimed.get(key)?.values() ?? [])].map((pair) => ({ key, ...pair }))),
  ];
  const rekeyed: RekeyedEntry[] = [];
  for (const entry of entries) {
    const foreign = new Map(
      entry.findings.flatMap(({ key = "" }) => {
        const other = foreignOf(entry, key);
        return other ? [[key, other]] : [];
      }),
    );
    const [first] = foreign;
    if (!first) continue;
    const [key, other] = first;
    const message = `its finding ${key} is one of ${other.notePath} × ${other.gateId}`;
    rekeyed.push({ entry, message, countsAs: await withOwnKeys(entry, new Set(foreign.keys()), heldOf) });
  }
  return rekeyed;
}

async function withOwnKeys(
  entry: AttestedEntry,
  foreign: ReadonlySet<string>,
  heldOf: KeyHolders["known"],
): Promise<AttestedEntry> {
  const pair = pairOf(entry);
  const taken = new Set(entry.findings.flatMap(({ key }) => key ?? []));
  const newKey = newKeys(pair.notePath, pair.gateId, taken);
  const findings: AttestedFinding[] = [];
  for (const finding of entry.findings) {
    if (finding.key === undefined || !foreign.has(finding.key)) {
      findings.push(finding);
      continue;
    }
    const { waived: _, unwaived: __, ...undecided } = finding;
    const key = await freeKey(
      () => newKey(finding.quotes[0] ?? finding.message),
      async (keys) => foreignAmong(pair, await heldOf(keys)),
    );
    findings.push({ ...undecided, key });
  }
  return { ...entry, findings };
}

/** Answers which other pair that is there has a key of an entry; undefined if none does. */
async function foreignKeyReader(
  entries: readonly AttestedEntry[],
  { known: readKnown, claimed, there }: KeyHolders,
): Promise<(entry: AttestedEntry, key: string) => PairKey | undefined> {
  const known = await readKnown(keysOf(entries));
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
  return (entry, key) => {
    const own = nameOf(pairOf(entry));
    if (ofLedger.has(`${key} ${own}`)) return undefined;
    const same = versionOf({ noteSha: entry.note.sha, gateSha: entry.gate.sha });
    for (const [version, pairs] of versionsOf.get(key) ?? []) {
      const other = version === same ? undefined : pairs.find((pair) => nameOf(pair) !== own);
      if (other) return other;
    }
    return undefined;
  };
}

const keysOf = (entries: readonly AttestedEntry[]): string[] => [
  ...new Set(entries.flatMap(({ findings }) => findings.flatMap(({ key }) => key ?? []))),
];

/**
 * What is decided in some entries about findings, by key: as far as the entries of all pairs that have the finding and are there say so. A decision
 * reaches no pair whose own entry does not tell of it.
 */
export async function agreedDecisions(
  entries: readonly AttestedEntry[],
  { known, claimed, there }: KeyHolders,
): Promise<Map<string, CarriedDecision>> {
  const decided = carriedBy(entries.flatMap(({ findings }) => findings));
  if (decided.size === 0) return decided;
  const holders = byKey(
    [...(await known([...decided.keys()])), ...claimed].filter(({ key }) => decided.has(key)),
  );
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
