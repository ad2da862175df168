import type { ModelId } from "@review/db";
import { decidedBy, isDecidedAfter } from "@review/db/guards";
import type { ImportState } from "@review/db/transitions";
import type { OldAcceptance, OldHistory } from "../old-file/old-rows.ts";
import { compareTexts } from "../values/compare-texts.ts";
import type { Repair } from "../values/repairs.ts";
import { groupHistory } from "./group-history.ts";
import { planAcceptances } from "./plan-acceptances.ts";
import { createContext, type ImportSources } from "./plan-context.ts";
import { planUnit } from "./plan-run.ts";
import type { PlannedAcceptance, PlannedRun } from "./planned-rows.ts";

/** What to do with an old ledger, before anything is done. */
export interface ImportPlan {
  /** Every run and acceptance there is, in the order in which they are to be added. */
  runs: PlannedRun[];
  acceptances: PlannedAcceptance[];
  /** The newest acceptance of each pair and model id of the old ledger. */
  newestBefore: OldAcceptance[];
  /** When the ledger accepted something of the pairs last, by `PlannedAcceptance.pair`; only those of which it did. */
  acceptedHere: ReadonlyMap<string, string>;
  /** Those of them that are to be added. */
  newRuns: PlannedRun[];
  newAcceptances: PlannedAcceptance[];
  /** Acceptances that something here of their pair follows: they are left out. */
  outdated: PlannedAcceptance[];
  /** Repairs that belong to no run and no acceptance. */
  repairs: Repair[];
  orphanGates: number;
}

/** Decides what becomes of every row of an old ledger in a ledger of this state. */
export function planImport(history: OldHistory, sources: ImportSources, state: ImportState): ImportPlan {
  const context = createContext(sources, state);
  const { units, orphanGates, repeatedRunIds } = groupHistory(history);
  const runs = units.flatMap((unit) => planUnit(unit, context)).map((run) => underKnownPartition(run, state));
  const { events: acceptances, newestBefore } = planAcceptances(history.acceptances, runs, context);
  const newRuns = runs.filter(({ key }) => !state.runs.has(key));
  newRuns.sort((a, b) => compareTexts(a.startedAt, b.startedAt));
  for (const run of newRuns) if (isOfAnotherImport(run, state)) run.repairs.push("run-changed");
  const unknown = acceptances.filter(({ key }) => !state.acceptances.has(key));
  const acceptedHere = lastTimes(acceptances, state);
  const outdated = findOutdated(acceptances, acceptedHere, { state, now: sources.now });
  const newAcceptances = unknown.filter((event) => !outdated.has(event));
  keepUnacceptedAsHistory(newRuns, newAcceptances);
  return {
    runs,
    acceptances,
    newestBefore,
    acceptedHere,
    newRuns,
    newAcceptances,
    outdated: [...outdated],
    repairs: [
      ...Array<Repair>(orphanGates).fill("gate-without-run"),
      ...Array<Repair>(repeatedRunIds).fill("run-id-twice"),
    ],
    orphanGates,
  };
}

/**
 * The events that are not here and that something of their pair here follows, by its time or by its place in the old
 * ledger: appended now, such an event would become the pair's newest. What is of a time to come follows nothing.
 */
function findOutdated(
  inOrder: readonly PlannedAcceptance[],
  acceptedHere: ImportPlan["acceptedHere"],
  { state, now }: { state: ImportState; now: string },
): Set<PlannedAcceptance> {
  const outdated = new Set<PlannedAcceptance>();
  const followed = new Set<string>();
  for (const event of inOrder.toReversed()) {
    if (state.acceptances.has(event.key)) followed.add(event.pair);
    else if (followed.has(event.pair) || isNewerHere(acceptedHere.get(event.pair), event, now)) {
      outdated.add(event);
    }
  }
  return outdated;
}

/** Whether what the ledger accepted last of a pair, if anything, came after an event of the old one. */
export function isNewerHere(
  here: string | undefined,
  { acceptedAt }: Pick<PlannedAcceptance, "acceptedAt">,
  now: string,
): boolean {
  return here !== undefined && here !== acceptedAt && !isDecidedAfter(acceptedAt, decidedBy(now)(here), now);
}

function lastTimes(events: readonly PlannedAcceptance[], state: ImportState): Map<string, string> {
  const times = new Map<string, string>();
  if (!state.hasAcceptances) return times;
  for (const [key, { notePath, gateId, modelId }] of new Map(events.map((event) => [event.pair, event]))) {
    const time = state.lastAcceptedAt({ notePath, gateId, modelId });
    if (time !== undefined) times.set(key, time);
  }
  return times;
}

/** A run that is here already keeps the partition it came in under, whatever the sources say today. */
function underKnownPartition(run: PlannedRun, state: ImportState): PlannedRun {
  const modelId: ModelId | undefined = state.runs.get(run.key)?.modelId;
  return modelId === undefined ? run : { ...run, partition: { ...run.partition, modelId } };
}

function isOfAnotherImport({ old, oldRow }: PlannedRun, state: ImportState): boolean {
  return old !== undefined && old.id !== null && state.oldRows.has(oldRow);
}

/** A completed run's full reviews are accepted, or they came in some other way: then they are imports. */
function keepUnacceptedAsHistory(runs: readonly PlannedRun[], events: readonly PlannedAcceptance[]): void {
  const accepted = new Set(
    events.flatMap(({ kind, evidence }) => (kind === "full-review" && evidence ? [evidence.review] : [])),
  );
  for (const { failureReason, reviews, repairs } of runs) {
    if (failureReason !== undefined) continue;
    for (const review of reviews) {
      if (accepted.has(review)) continue;
      if (review.kind === "full-review") repairs.push("review-not-accepted");
      review.kind = "manual-import";
    }
  }
}
