import type { Corpus } from "@review/corpus";
import { type Ledger, listQuarantines, listWaivers, type Quarantine } from "@review/db";
import { isDecidedAfter } from "@review/db/guards";
import { type LockedQuarantine, quarantineKey, readQuarantines } from "@review/lock";

/** What was decided about gates by their fixtures, and what of the lock does not count, each on one line with its file. */
export interface KnownQuarantines {
  /** The newest of each gate and partition, also that it holds again. */
  decisions: readonly LockedQuarantine[];
  problems: readonly string[];
}

/** What a ledger knows and what the lock says: of a gate and partition what was decided last, but what is to come only where nothing else is. */
export async function readKnownQuarantines(corpus: Corpus, ledger: Ledger): Promise<KnownQuarantines> {
  const { quarantines, problems } = readQuarantines(corpus);
  const newest = new Map(
    (await listQuarantines(ledger)).map((each) => [quarantineKey(toLocked(each)), toLocked(each)]),
  );
  const now = quarantines.length === 0 ? "" : (await listWaivers(ledger, [])).askedAt;
  for (const locked of quarantines) {
    const known = newest.get(quarantineKey(locked));
    if (!known || isDecidedAfter(locked.at, known.at, now)) newest.set(quarantineKey(locked), locked);
  }
  return { decisions: [...newest.values()], problems };
}

/** What the lock alone says. */
export function readLockedQuarantines(corpus: Corpus): KnownQuarantines {
  const { quarantines, problems } = readQuarantines(corpus);
  return { decisions: quarantines, problems };
}

const toLocked = ({ gateId, gateSha, modelId, kind, reason, decidedAt }: Quarantine): LockedQuarantine => ({
  ...{ gate: gateId, gateVersion: gateSha, model: modelId, kind, at: decidedAt, reason },
});
