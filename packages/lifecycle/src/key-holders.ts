import type { KeyOfPair, PairKey } from "@review/db";

/** That another process recorded a finding's key since it was looked at who has it: what was decided by that is decided anew. */
export class KeysTakenMeanwhile extends Error {}

/** Tries again what other processes came between: each time one of them has recorded something. */
export async function untilKeysHold<Done>(attempt: () => Promise<Done>): Promise<Done> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof KeysTakenMeanwhile)) throw error;
    }
  }
}

/** Those of some keys that are known for other pairs, and not for this one, or, if what it found `isLeft` to another name, not any more. */
export function foreignAmong(
  { notePath, gateId }: PairKey,
  known: readonly KeyOfPair[],
  { isLeft = false }: { isLeft?: boolean } = {},
): Set<string> {
  const isOwn = (each: PairKey) => each.notePath === notePath && each.gateId === gateId;
  const own = new Set(isLeft ? [] : known.filter(isOwn).map(({ key }) => key));
  return new Set(known.flatMap((each) => (isOwn(each) || own.has(each.key) ? [] : [each.key])));
}

/** Throws KeysTakenMeanwhile unless the same pairs have the same keys. */
export function requireSameHolders(before: readonly KeyOfPair[], now: readonly KeyOfPair[]): void {
  const named = (known: readonly KeyOfPair[]) =>
    known.map(({ key, notePath, gateId }) => JSON.stringify([key, notePath, gateId])).sort();
  if (named(before).join() !== named(now).join()) throw new KeysTakenMeanwhile();
}
