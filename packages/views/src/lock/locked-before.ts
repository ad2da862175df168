import { type Corpus, grouped } from "@review/corpus";
import type { AcceptableDecision, ModelId } from "@review/db";
import type { StalePair } from "@review/lifecycle";
import { type AcceptedEntry, isAccepted } from "@review/lock";
import { lockedReader } from "./locked-reader.ts";

/** What the lock says of a pair in versions that a ledger does not have, so that it cannot take it in. */
export interface LockedBefore {
  /** The partition. */
  modelId: ModelId;
  decision: AcceptableDecision;
  /** When it was accepted. */
  at: string;
  /** What is another text today. */
  changed: "note" | "gate" | "note and gate";
}

/**
 * Finds what the lock says of an earlier version of a pair that the ledger has no acceptance of, under some partitions: somebody
 * reviewed it, and note or gate changed since. Of several the latest. Each file is read once.
 */
export function lockedBeforeFinder(
  corpus: Corpus,
  modelIds: readonly ModelId[],
): (pair: StalePair) => LockedBefore | undefined {
  const read = lockedReader(corpus);
  const isMeant = (name: string | undefined) => modelIds.some((each) => each === name);
  /** By note, then by gate: there may be as many gates as entries. */
  const known = new Map<string, Map<string, AcceptedEntry[]>>();
  return ({ notePath, noteSha, gateId, gateSha, reason }) => {
    if (reason !== "missing-review") return undefined;
    const ofGates =
      known.get(notePath) ?? grouped(read(notePath).entries.filter(isAccepted), ({ gate }) => gate);
    known.set(notePath, ofGates);
    const [latest] = (ofGates.get(gateId) ?? [])
      .filter(({ model, requested }) => [model, requested].some(isMeant))
      .sort((a, b) => (a.at < b.at ? 1 : -1));
    if (!latest) return undefined;
    const isNote = latest.noteSha !== noteSha;
    const isGate = latest.gateVersion !== gateSha;
    if (!isNote && !isGate) return undefined;
    const changed = isNote && isGate ? "note and gate" : isNote ? "note" : "gate";
    return { modelId: latest.model as ModelId, decision: latest.decision, at: latest.at, changed };
  };
}
