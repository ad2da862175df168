import type { NoteProblem, SkippedPath } from "@review/corpus";
import { getRun, type Ledger, listRuns, type ModelId, type PairKey } from "@review/db";
import type { ResolvedPartitions, StalePair, StaleReason } from "@review/lifecycle";
import type { LockedBefore, lockedBeforeFinder } from "../lock/locked-before.ts";
import type { movedFromFinder } from "../moved/moved-from.ts";
import type { StaleSelection } from "./select-stale.ts";
import type { NewChanges, newChangeReader } from "./since-acceptance.ts";
import { type UnknownScopeEntry, unknownScopeEntries } from "./unknown-scope.ts";

/** The pairs that are fresh under no partition of a name. */
export interface StaleDocument extends Pick<ResolvedPartitions, "modelId" | "resolvedFrom"> {
  /** The partitions that the name stands for, and how many of the pairs are fresh by each. */
  partitions: { modelId: ModelId; fresh: number }[];
  /** All pairs looked at. */
  pairs: number;
  /** Stale pairs by reason, each named. */
  counts: Record<StaleReason, number>;
  /** Stale pairs by gate id; gates without any are absent. */
  countsByGate: Record<string, number>;
  /** Gates with a check, which are left out where all gates are meant and a model is asked. */
  leftOutGates: string[];
  /** Notes of which nobody can say which gates apply to them: counted in none of the above. */
  unknownScope: UnknownScopeEntry[];
  /** Notes that could not be read, or whose front matter could not, where it was asked for. */
  problems: NoteProblem[];
  /** What was passed over while looking for notes. */
  skipped: SkippedPath[];
  /** Runs that are open for a listed pair: somebody may be at work on it. */
  openRuns: OpenRun[];
  /** By note, then by gate. */
  stale: StaleEntry[];
  /** How many pairs there are beyond those that were asked for at most; absent if there are none. */
  more?: number;
}

export interface StaleEntry extends StalePair {
  /** The name under which exactly this content was accepted, and which is gone: note or gate was renamed. */
  movedFrom?: PairKey;
  /** What the lock says of an earlier version that this ledger knows nothing of. */
  locked?: LockedBefore;
  /** Where asked for: what changed since acceptance, of the note and then of the gate, but for what stands in an entry above. */
  diff?: string;
  /** Whose change stands above: in the first entry of the same note or gate that was accepted in the same version. Absent if nothing does. */
  diffAbove?: NewChanges["above"];
}

/** What there is to say of stale pairs beside the pairs themselves, which may be very many, and the runs at work on them. */
export function summarizeStale({
  partitions: { modelId, partitions, resolvedFrom },
  fresh,
  pairs,
  leftOut,
  unknown,
  stale,
  problems,
  skipped,
}: StaleSelection): Omit<StaleDocument, "stale" | "more" | "openRuns"> {
  return {
    modelId,
    resolvedFrom,
    partitions: partitions.map((each) => ({ modelId: each, fresh: fresh.get(each) ?? 0 })),
    pairs,
    counts: countReasons(stale),
    countsByGate: countGates(stale),
    leftOutGates: leftOut.map(({ id }) => id),
    unknownScope: unknownScopeEntries(unknown),
    problems,
    skipped,
  };
}

/** How many pairs are stale for each gate that has any. */
function countGates(stale: readonly StalePair[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { gateId } of stale) counts[gateId] = (counts[gateId] ?? 0) + 1;
  return counts;
}

/** How many pairs are stale for each reason, all reasons named. */
export function countReasons(stale: readonly StalePair[]): Record<StaleReason, number> {
  const counts = { "missing-review": 0, reopened: 0, "gate-changed": 0, "note-changed": 0 };
  for (const { reason } of stale) counts[reason] += 1;
  return counts;
}

/** A run that is open for pairs that are stale, and those of them that it was asked for. */
export interface OpenRun {
  id: number;
  notePath: string;
  gateIds: string[];
  startedAt: string;
}

/** The runs still open for stale pairs under some partitions: somebody may be at work on them. */
export async function openRunsOf(
  ledger: Ledger,
  partitions: readonly ModelId[],
  stale: readonly StalePair[],
): Promise<OpenRun[]> {
  const open = (await listRuns(ledger, { status: "running" })).filter((run) =>
    partitions.includes(run.modelId),
  );
  if (open.length === 0) return [];
  const gatesOfNote = new Map(open.map(({ notePath }) => [notePath, new Set<string>()]));
  for (const { notePath, gateId } of stale) gatesOfNote.get(notePath)?.add(gateId);
  const concerned: OpenRun[] = [];
  for (const { id, notePath, startedAt } of open) {
    const staleGates = gatesOfNote.get(notePath);
    if (!staleGates?.size) continue;
    const { gates } = await getRun(ledger, id);
    const gateIds = gates.map(({ gateId }) => gateId).filter((gateId) => staleGates.has(gateId));
    if (gateIds.length > 0) concerned.push({ id, notePath, gateIds, startedAt });
  }
  return concerned;
}

interface Additions {
  movedFrom: ReturnType<typeof movedFromFinder>;
  locked: ReturnType<typeof lockedBeforeFinder>;
  /** Where asked for. */
  changes?: ReturnType<typeof newChangeReader>;
}

/** The pairs, each with the name it had where it was renamed, what the lock says of it, and with what changed since acceptance, if that is asked for. */
export function staleEntries(
  stale: readonly StalePair[],
  additions: Additions,
): Iterable<StaleEntry> | AsyncIterable<StaleEntry> {
  // Waiting for each of very many takes longer than all that is known of them.
  const nothingToAdd = !additions.changes && stale.every(({ reason }) => reason !== "missing-review");
  return nothingToAdd ? stale : withAdditions(stale, additions);
}

async function* withAdditions(
  stale: readonly StalePair[],
  { movedFrom, locked, changes }: Additions,
): AsyncGenerator<StaleEntry> {
  for (const pair of stale) {
    const from = await movedFrom(pair);
    const { changes: { note = "", gate = "" } = {}, above = [] } = (await changes?.(pair)) ?? {};
    const diff = note + gate;
    const before = from ? undefined : locked(pair);
    yield {
      ...pair,
      ...(from && { movedFrom: from }),
      ...(before && { locked: before }),
      ...(diff !== "" && { diff }),
      ...(above.length > 0 && { diffAbove: above }),
    };
  }
}
