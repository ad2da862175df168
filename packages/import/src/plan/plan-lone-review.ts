import type { OldReview } from "../old-file/old-rows.ts";
import { pickTime } from "../values/pick-time.ts";
import type { Repair } from "../values/repairs.ts";
import { toUtc } from "../values/to-utc.ts";
import { NO_GATE, nameNote } from "./old-note-name.ts";
import { ownPartition, type RunPartition } from "./partition-of-run.ts";
import type { PlanContext } from "./plan-context.ts";
import { planReview } from "./plan-review.ts";
import type { PlannedRun } from "./planned-rows.ts";

/** A review that cannot stand in its run takes from it what it lacks. */
export interface StrayOrigin {
  key: string;
  runner: string;
  partition: RunPartition;
  why: Repair;
  failureReason: string;
}

/** A run of its own for a review without one, or one that cannot stand in its run: failed, so it is no evidence. */
export function planLoneReview(review: OldReview, context: PlanContext, stray?: StrayOrigin): PlannedRun {
  const repairs: Repair[] = [
    stray?.why ?? (review.runId === null ? "review-without-run" : "review-of-missing-run"),
  ];
  const { path } = nameNote(review.notePath, context, repairs);
  if (!review.gateId) repairs.push("name-missing");
  const gate = { gateId: review.gateId || NO_GATE, gateSha: review.gateSha };
  const timed = { old: review, at: toUtc(review.reviewedAt) };
  const reviewedAt = pickTime(timed.at, [], "first", []);
  const partition = stray?.partition ?? ownPartition(review.modelId, context.sources);
  if (!stray && partition.source === "none") repairs.push("model-unreadable");
  const planned = planReview(timed, { ...gate, completedAt: reviewedAt, keepsKind: false }, repairs);
  return {
    key: stray?.key ?? context.keyOf("gate_reviews", review),
    oldRow: `gate_reviews ${review.id ?? "without id"}`,
    notePath: path,
    noteSha: review.noteSha,
    runner: stray?.runner ?? "unknown",
    partition,
    startedAt: reviewedAt,
    completedAt: reviewedAt,
    failureReason: stray?.failureReason ?? reasonOf(review),
    gates: [gate],
    reviews: [planned],
    leftovers: {
      reviewId: review.id,
      ...(review.runId !== null && { runId: review.runId }),
      modelId: review.modelId,
    },
    repairs,
    rows: { runs: 0, gates: 0, gatesLeftOut: 0, reviews: 1 },
  };
}

function reasonOf({ runId }: OldReview): string {
  return runId === null
    ? "imported without a run"
    : `imported without its run: ${runId} is not in the old ledger`;
}
