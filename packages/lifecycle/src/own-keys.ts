import { type Ledger, listPairsOfKeys, type PairKey } from "@review/db";
import { type IdentifiableFinding, keyWords, newKeys } from "@review/protocol";

/** How many keys are looked at for a finding before the ledger is asked again; it is asked for so many times more each time. */
const AT_FIRST = 4;

/** A finding with the key that it is to get. */
export interface KeyedFinding extends IdentifiableFinding {
  key: string;
  /** Whether it has that from a finding of the review before. */
  isKept: boolean;
}

/**
 * The keys of what a review of a pair found, in their order. A new finding gets none that the ledger knows for other pairs alone: a decision about
 * the finding of another note would be one about this one, and anybody who knows the words of a note can make its keys.
 */
export async function ownKeys(
  ledger: Ledger,
  pair: PairKey,
  found: readonly KeyedFinding[],
): Promise<readonly string[]> {
  const keys = found.map(({ key }) => key);
  const fresh = found.flatMap(({ key, isKept }) => (isKept ? [] : [key]));
  const foreign = await foreignKeys(ledger, pair, fresh);
  if (foreign.size === 0) return keys;
  const newKey = newKeys(pair.notePath, pair.gateId, new Set(keys));
  for (const [index, finding] of found.entries()) {
    if (finding.isKept || !foreign.has(finding.key)) continue;
    const words = keyWords(finding);
    for (let most = AT_FIRST, free: string | undefined; free === undefined; most *= 4) {
      const candidates = Array.from({ length: most }, () => newKey(words));
      const taken = await foreignKeys(ledger, pair, candidates);
      free = candidates.find((key) => !taken.has(key));
      keys[index] = free ?? finding.key;
    }
  }
  return keys;
}

/** Those of some keys that are known for other pairs, and not for this one. */
async function foreignKeys(
  ledger: Ledger,
  { notePath, gateId }: PairKey,
  keys: readonly string[],
): Promise<Set<string>> {
  const known = await listPairsOfKeys(ledger, keys);
  const own = new Set(
    known.flatMap((each) => (each.notePath === notePath && each.gateId === gateId ? [each.key] : [])),
  );
  return new Set(known.flatMap(({ key }) => (own.has(key) ? [] : [key])));
}
