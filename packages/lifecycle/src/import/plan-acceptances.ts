import type { OldAcceptance } from "@review/db";
import type { ImportState } from "@review/db/transitions";
import { evidenceFinder } from "./find-evidence.ts";
import { isOfSameVersions, newestOfChains, orderAcceptances } from "./old-acceptance-order.ts";
import { planAcceptance } from "./plan-acceptance.ts";
import type { PlanContext } from "./plan-context.ts";
import type { PlannedAcceptance, PlannedRun } from "./planned-rows.ts";
import { asBlobId } from "./stand-in.ts";

/** Pair and partition, as one text. */
export function pairKey({
  notePath,
  gateId,
  modelId,
}: Pick<PlannedAcceptance, "notePath" | "gateId" | "modelId">): string {
  return JSON.stringify([notePath, gateId, modelId]);
}

/**
 * All acceptances in the order in which they are to be appended: by time, then by their place in the file. The
 * newest of a pair keeps its versions only if the old tool, too, saw it as the newest of its pair and model id.
 */
export function planAcceptances(
  acceptances: readonly OldAcceptance[],
  runs: readonly PlannedRun[],
  context: PlanContext & { texts: ReadonlyMap<string, unknown>; state: ImportState },
): PlannedAcceptance[] {
  const { state, texts } = context;
  const ordered = orderAcceptances(acceptances);
  const evidence = evidenceFinder(runs, context.root);
  const keyed = ordered.map((acceptance) => {
    // With the run's key, so that an acceptance comes in again together with a run that has changed.
    const runKey = evidence.runOf(acceptance.old.reviewId)?.key ?? null;
    const key = context.keyOf(["acceptance_events", Object.values(acceptance.old), runKey]);
    return { acceptance, key };
  });
  const isFound = (sha: string | null) => texts.has(asBlobId(sha) ?? "");
  const planned = sortByTime(keyed, ({ acceptance }) => acceptance.at?.utc ?? "").map(({ acceptance, key }) => ({
    acceptance,
    event: planAcceptance(acceptance, evidence.find(acceptance), { ...context, key, isFound }),
  }));
  // Those without a time of their own are put where their reviews are.
  const inOrder = sortByTime(planned, ({ event }) => event.acceptedAt);
  const chains = newestOfChains(ordered);
  const newestHere = new Map(inOrder.map((entry) => [pairKey(entry.event), entry]));
  for (const { acceptance, event } of newestHere.values()) {
    const { byId, byTime } = chains.get(acceptance.chain) ?? { byId: acceptance, byTime: acceptance };
    const wasNewest = isOfSameVersions(byId.old, event.old) && isOfSameVersions(byTime.old, event.old);
    if (event.doubt === undefined && !wasNewest) makeHistory(event);
  }
  const events = inOrder.map(({ event }) => event);
  keepOneFullReview(events, state);
  return events;
}

function makeHistory(event: PlannedAcceptance): void {
  event.doubt = "not-the-newest";
  event.kind = "migration-import";
}

/** A review is accepted by full review once; what an earlier import brought in has been first. */
function keepOneFullReview(events: readonly PlannedAcceptance[], state: ImportState): void {
  const accepted = new Set<unknown>();
  const isKnown = ({ key }: PlannedAcceptance) => state.acceptances.has(key);
  for (const event of [...events.filter(isKnown), ...events.filter((event) => !isKnown(event))]) {
    if (event.kind !== "full-review") continue;
    const review = event.evidence?.review;
    if (accepted.has(review)) {
      event.kind = "migration-import";
      event.repairs.push("acceptance-twice");
    }
    accepted.add(review);
  }
}

function sortByTime<Entry>(entries: readonly Entry[], timeOf: (entry: Entry) => string): Entry[] {
  const timed = entries.map((entry) => ({ entry, at: timeOf(entry) }));
  return timed.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).map(({ entry }) => entry);
}
