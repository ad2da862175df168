import type { ModelId, OldHistory, Snapshot } from "@review/db";
import type { ImportState } from "@review/db/transitions";
import { groupHistory } from "./group-history.ts";
import type { CurrentBlobs } from "./judge-pairs.ts";
import type { PartitionSources } from "./partition-of-run.ts";
import { planAcceptances } from "./plan-acceptances.ts";
import { planUnit } from "./plan-run.ts";
import type { PlannedAcceptance, PlannedRun } from "./planned-rows.ts";
import type { Repair } from "./repairs.ts";
import { createKeys } from "./row-key.ts";

/** A text found behind a git blob id. */
export interface FoundText extends Snapshot {
  /** A file of the tree as it is now, or an object of its repository. */
  from: "file" | "git";
}

/** What is known beside the old ledger itself. */
export interface ImportSources extends PartitionSources {
  /** Absolute path of the tree. */
  root: string;
  /** By git blob id. */
  texts: ReadonlyMap<string, FoundText>;
  current: CurrentBlobs;
  /** Runs whose sessions name several models. */
  ambiguousSessions?: number | undefined;
}

/** What to do with an old ledger, before anything is done. */
export interface ImportPlan {
  /** Every run and acceptance there is, in the order in which they are to be added. */
  runs: PlannedRun[];
  acceptances: PlannedAcceptance[];
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
  const context = { ...sources, keyOf: createKeys(), state };
  const { units, orphanGates, repeatedRunIds } = groupHistory(history);
  const runs = units.flatMap((unit) => planUnit(unit, context)).map((run) => underKnownPartition(run, state));
  const acceptances = planAcceptances(history.acceptances, runs, context);
  const newRuns = sortByStart(runs.filter(({ key }) => !state.runs.has(key)));
  for (const run of newRuns) if (isOfAnotherImport(run, state)) run.repairs.push("run-changed");
  const unknown = acceptances.filter(({ key }) => !state.acceptances.has(key));
  // Appended now, such an event would become the pair's newest.
  const isOutdated = (event: PlannedAcceptance) => (state.newestAcceptance(event) ?? "") > event.acceptedAt;
  const newAcceptances = unknown.filter((event) => !isOutdated(event));
  keepUnacceptedAsHistory(newRuns, newAcceptances);
  return {
    runs,
    acceptances,
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
  return runs.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : a.startedAt > b.startedAt ? 1 : 0));
}
