import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Corpus, grouped } from "@review/corpus";
import type { AcceptanceEvent, ModelId } from "@review/db";
import { decidedBy } from "@review/db/guards";
import type { StalePair } from "@review/lifecycle";
import { identityOf, isWithdrawn, type WithdrawnEntry } from "@review/lock";
import { lockedReader } from "./locked-reader.ts";

/** That the lock says of just these versions of a pair that what was accepted is taken back. */
export interface ReopenedInLock {
  /** The partition. */
  modelId: ModelId;
  /** When it was taken back. */
  at: string;
  /** Why. */
  remark: string;
}

/** The same of a gate of some note, in whatever versions. */
export interface ReopenedEntry extends ReopenedInLock {
  gateId: string;
}

/** What the lock says was taken back of a note, but of versions of which there are such events. Oldest first. */
export function listReopened(
  corpus: Corpus,
  notePath: string,
  events: readonly AcceptanceEvent[],
): ReopenedEntry[] {
  const known = new Set(
    events.map(({ gateId, modelId, acceptedNoteSha: noteSha, acceptedGateSha: gateVersion }) =>
      identityOf({ gate: gateId, model: modelId, noteSha, gateVersion }),
    ),
  );
  return lockedReader(corpus)(notePath)
    .entries.filter(isWithdrawn)
    .filter((entry) => !known.has(identityOf(entry)))
    .map(({ gate: gateId, model, at, remark }) => ({ gateId, modelId: model as ModelId, at, remark }))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}

type AskedPair = Pick<StalePair, "notePath" | "noteSha" | "gateId" | "gateSha" | "reason">;

/** Stale pairs with the reason that the lock knows better. */
export function withReopened(
  corpus: Corpus,
  modelIds: readonly ModelId[] | "any",
  stale: readonly StalePair[],
): StalePair[] {
  const find = reopenedFinder(corpus, modelIds);
  return stale.map((pair) => (find(pair) ? { ...pair, reason: "reopened" } : pair));
}

/**
 * Finds where the lock took back, under some partitions or any, what was accepted of the versions of now, and a ledger has nothing of these that it could take back:
 * it has no review that is taken in with it. Of several the latest. Each file is read once.
 */
export function reopenedFinder(
  corpus: Corpus,
  modelIds: readonly ModelId[] | "any",
): (pair: AskedPair) => ReopenedInLock | undefined {
  if (!existsSync(join(corpus.root, corpus.config.lock.path))) return () => undefined;
  const read = lockedReader(corpus);
  const timeOf = decidedBy(new Date().toISOString());
  const isMeant = (entry: WithdrawnEntry) =>
    modelIds === "any" || modelIds.some((each) => each === entry.model);
  const known = new Map<string, Map<string, WithdrawnEntry[]>>();
  return ({ notePath, noteSha, gateId, gateSha, reason }) => {
    if (reason === "reopened") return undefined;
    const ofGates =
      known.get(notePath) ??
      grouped(read(notePath).entries.filter(isWithdrawn).filter(isMeant), ({ gate }) => gate);
    known.set(notePath, ofGates);
    const [latest] = (ofGates.get(gateId) ?? [])
      .filter((entry) => entry.noteSha === noteSha && entry.gateVersion === gateSha)
      .sort((a, b) => (timeOf(a.at) < timeOf(b.at) ? 1 : -1));
    return latest && { modelId: latest.model as ModelId, at: latest.at, remark: latest.remark };
  };
}
