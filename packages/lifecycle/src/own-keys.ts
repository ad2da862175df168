import { type KeyOfPair, type Ledger, listPairsOfKeys, type PairKey } from "@review/db";
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
 * the finding of another note would be one about this one, and anybody who knows the words of a note can make its keys. Nor, if all that was found before
 * `isLeft` to another name, one that any other pair has.
 */
export async function ownKeys(
  ledger: Ledger,
  pair: PairKey,
  found: readonly KeyedFinding[],
  { isLeft = false }: { isLeft?: boolean } = {},
): Promise<readonly string[]> {
  const keys = found.map(({ key }) => key);
  const fresh = found.flatMap(({ key, isKept }) => (isKept ? [] : [key]));
  const takenOf = async (asked: readonly string[]) =>
    keysOfOthers(pair, await listPairsOfKeys(ledger, asked), { isLeft });
  const foreign = await takenOf(fresh);
  if (foreign.size === 0) return keys;
  const newKey = newKeys(pair.notePath, pair.gateId, new Set(keys));
  for (const [index, finding] of found.entries()) {
    if (finding.isKept || !foreign.has(finding.key)) continue;
    const words = keyWords(finding);
    keys[index] = await freeKey(() => newKey(words), takenOf);
  }
  return keys;
}

/** The first of the keys that it is given which is not taken. */
export async function freeKey(
  next: () => string,
  takenOf: (keys: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<string> {
  for (let most = AT_FIRST; ; most *= 4) {
    const candidates = Array.from({ length: most }, next);
    const taken = await takenOf(candidates);
    const free = candidates.find((key) => !taken.has(key));
    if (free !== undefined) return free;
  }
}

/** Keys that others of some pairs have, and this one has not, or not any more. */
export function keysOfOthers(
  { notePath, gateId }: PairKey,
  known: readonly KeyOfPair[],
  { isLeft = false }: { isLeft?: boolean } = {},
): Set<string> {
  const isOwn = (each: PairKey) => each.notePath === notePath && each.gateId === gateId;
  const own = new Set(isLeft ? [] : known.filter(isOwn).map(({ key }) => key));
  return new Set(known.flatMap((each) => (isOwn(each) || own.has(each.key) ? [] : [each.key])));
}
