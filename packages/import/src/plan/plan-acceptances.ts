import { decidedBy } from "@review/db/guards";
import type { OldAcceptance } from "../old-file/old-rows.ts";
import { compareTexts } from "../values/compare-texts.ts";
import { evidenceFinder } from "./find-evidence.ts";
import { newestOfChains, type OrderedAcceptance, orderAcceptances } from "./old-acceptance-order.ts";
import { planAcceptance } from "./plan-acceptance.ts";
import type { PlanContext } from "./plan-context.ts";
import type { PlannedAcceptance, PlannedRun } from "./planned-rows.ts";

/** All acceptances in the order in which they are to be appended: by time, then by their place in the file. */
export function planAcceptances(
  acceptances: readonly OldAcceptance[],
  runs: readonly PlannedRun[],
  context: PlanContext,
): { events: PlannedAcceptance[]; newestBefore: OldAcceptance[] } {
  const ordered = orderAcceptances(acceptances, context);
  const evidence = evidenceFinder(runs, context);
  // With the run's key, so that an acceptance comes in again together with a run that has changed.
  const keyOf = ({ old }: OrderedAcceptance) =>
    context.keyOf("acceptance_events", old, evidence.runOf(old.reviewId)?.key ?? null);
  const withKeys = ordered.map((acceptance) => ({ acceptance, key: keyOf(acceptance) }));
  const timeOf = ({ acceptance }: { acceptance: OrderedAcceptance }) => acceptance.at?.utc ?? "";
  const oldestFirst = withKeys.sort((a, b) => compareTexts(timeOf(a), timeOf(b)));
  const planned = oldestFirst.map(({ acceptance, key }) =>
    planAcceptance(acceptance, evidence.find(acceptance), key, context),
  );
  // Those without a time of their own are put where their reviews are, those of a time to come before all others.
  const timeOfEvent = decidedBy(context.sources.now);
  const events = planned.sort((a, b) => compareTexts(timeOfEvent(a.acceptedAt), timeOfEvent(b.acceptedAt)));
  keepOneFullReview(events);
  return { events, newestBefore: newestOfChains(ordered) };
}

/** A review is accepted by full review once. */
function keepOneFullReview(events: readonly PlannedAcceptance[]): void {
  const accepted = new Set<unknown>();
  for (const event of events) {
    if (event.kind !== "full-review") continue;
    const review = event.evidence?.review;
    if (accepted.has(review)) {
      event.kind = "migration-import";
      event.repairs.push("acceptance-twice");
    }
    accepted.add(review);
  }
}
