import type { ModelId, OldHistory } from "@review/db";
import type { ImportState } from "@review/db/transitions";
import { compareTexts } from "./compare-texts.ts";
import { groupHistory } from "./group-history.ts";
import type { NewestOfChain } from "./old-acceptance-order.ts";
import { planAcceptances } from "./plan-acceptances.ts";
import { createContext, type ImportSources } from "./plan-context.ts";
import { planUnit } from "./plan-run.ts";
import type { PlannedAcceptance, PlannedRun } from "./planned-rows.ts";
import type { Repair } from "./repairs.ts";

/** What to do with an old ledger, before anything is done. */
export interface ImportPlan {
  /** Every run and acceptance there is, in the order in which they are to be added. */
  runs: PlannedRun[];
  acceptances: PlannedAcceptance[];
  /** The newest acceptances of each pair and model id of the old ledger. */
  chains: NewestOfChain[];
  /** When the newest acceptance of each pair in the ledger was made, by `PlannedAcceptance.pair`; only those that have one. */
  newestHere: ReadonlyMap<string, string>;
  /** Those of them that are to be added. */
  newRuns: PlannedRun[];
  newAcceptances: PlannedAcceptance[];
  /** Acceptances that are older than the newest one here of their pair: they are left out. */
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
  const { events: acceptances, chains } = planAcceptances(history.acceptances, runs, context);
  const newRuns = sortByStart(runs.filter(({ key }) => !state.runs.has(key)));
  for (const run of newRuns) if (isOfAnotherImport(run, state)) run.repairs.push("run-changed");
  const unknown = acceptances.filter(({ key }) => !state.acceptances.has(key));
  const newestHere = newestOfPairs(acceptances, state);
  // Appended now, such an event would become the pair's newest.
  const isOutdated = (event: PlannedAcceptance) => (newestHere.get(event.pair) ?? "") > event.acceptedAt;
  const newAcceptances = unknown.filter((event) => !isOutdated(event));
  keepUnacceptedAsHistory(newRuns, newAcceptances);
  return {
    runs,
    acceptances,
    chains,
    newestHere,
    newRuns,
    newAcceptances,
    outdated: unknown.filter(isOutdated),
    repairs: [
      ...Array<Repair>(orphanGates).fill("gate-without-run"),
      ...Array<Repair>(repeatedRunIds).fill("run-id-twice"),
    ],
    orphanGates,
  };
}

function newestOfPairs(events: readonly PlannedAcceptance[], state: ImportState): Map<string, string> {
  const newest = new Map<string, string>();
  if (!state.hasAcceptances) return newest;
  for (const [key, event] of new Map(events.map((event) => [event.pair, event]))) {
    const acceptedAt = state.newestAcceptance(event);
    if (acceptedAt !== undefined) newest.set(key, acceptedAt);
  }
  return newest;
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

function sortByStart(runs: readonly PlannedRun[]): PlannedRun[] {
  return runs.toSorted((a, b) => compareTexts(a.startedAt, b.startedAt));
}
