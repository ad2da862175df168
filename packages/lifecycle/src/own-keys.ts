import { type Ledger, listPairsOfKeys, type NewFinding, type PairKey } from "@review/db";
import type { RunState } from "@review/db/transitions";
import { type IdentifiableFinding, keyWords, newKeys } from "@review/protocol";
import { foreignAmong, KeysTakenMeanwhile } from "./key-holders.ts";

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
    foreignAmong(pair, await listPairsOfKeys(ledger, asked), { isLeft });
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

/** The keys that some judgements give to what is new in them. */
export const newKeysOf = (reviews: readonly Recorded[]): string[] =>
  reviews.flatMap(({ findings }) =>
    findings.flatMap(({ key, continuesFindingId }) => (continuesFindingId === undefined ? [key] : [])),
  );

/** Throws KeysTakenMeanwhile if one of these is another pair's by now. */
export function requireOwnKeys({ run, keyHolders = [] }: RunState, reviews: readonly Recorded[]): void {
  for (const review of reviews) {
    const foreign = foreignAmong({ notePath: run.notePath, gateId: review.gateId }, keyHolders);
    if (newKeysOf([review]).some((key) => foreign.has(key))) throw new KeysTakenMeanwhile();
  }
}

interface Recorded {
  gateId: string;
  findings: readonly NewFinding[];
}
