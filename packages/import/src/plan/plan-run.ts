import { LOCK_RUNNER } from "@review/db";
import { parseJsonObject } from "@review/db/guards";
import { DEBUG_LOG_LIMIT, RAW_BUNDLE_LIMIT } from "@review/lifecycle";
import type { OldReview, OldRun } from "../old-file/old-rows.ts";
import { pickTime } from "../values/pick-time.ts";
import type { Repair } from "../values/repairs.ts";
import { toUtc } from "../values/to-utc.ts";
import { endOfRun } from "./end-of-run.ts";
import type { OldUnit } from "./group-history.ts";
import { type JudgedRun, judgeRun, type StrayReview } from "./judge-run.ts";
import { nameNote } from "./old-note-name.ts";
import { partitionOfRun } from "./partition-of-run.ts";
import type { PlanContext } from "./plan-context.ts";
import { planLoneReview } from "./plan-lone-review.ts";
import { planReview } from "./plan-review.ts";
import type { PlannedRun } from "./planned-rows.ts";

/** The runs that a unit of the old ledger becomes: the run itself, and one for each review that cannot stand in it. */
export function planUnit(unit: OldUnit, context: PlanContext): PlannedRun[] {
  if (unit.run === undefined) return [planLoneReview(unit.review, context)];
  const { run, gates, reviews } = unit;
  const key = context.keyOf("review_runs", run, ...gates, ...reviews);
  const judged = judgeRun(run, gates, reviews, (path) => context.noteOf(path).path);
  const planned = planRun(run, judged, { key, gateRows: gates.length, context });
  return [planned, ...judged.strays.map((stray) => planStray(stray, planned, judged, context))];
}

/** What comes from the lock has that runner to itself. */
const ownRunner = (name: string) => (name === LOCK_RUNNER ? `${name} (imported)` : name);

function planRun(
  run: OldRun,
  judged: JudgedRun,
  { key, gateRows, context }: { key: string; gateRows: number; context: PlanContext },
): PlannedRun {
  const repairs: Repair[] = [...judged.repairs];
  const allReviews = [
    ...Array.from(judged.reviews.values(), ({ old }) => old),
    ...judged.strays.map(({ old }) => old),
  ];
  const reviewTimes = allReviews.map(({ reviewedAt }) => reviewedAt);
  const startedAt = pickTime(toUtc(run.startedAt), [run.completedAt, ...reviewTimes], "first", repairs);
  const end = endOfRun(run, { problems: judged.problems, times: [startedAt, ...reviewTimes] });
  const { completedAt, failureReason } = end;
  repairs.push(...end.repairs);
  const modelIds = allReviews.map(({ modelId }) => modelId);
  const partition = partitionOfRun(run, modelIds, context.sources);
  if (partition.source === "none") repairs.push("model-unreadable");
  const { path } = nameNote(judged.notePath, context, repairs);
  if (!run.notePath && judged.notePath) repairs.push("name-missing");
  if (!run.runner?.trim()) repairs.push("name-missing");
  if (run.telemetry !== null && !parseJsonObject(run.telemetry)) repairs.push("telemetry-not-json");
  if ((run.rawBundleSize ?? 0) > RAW_BUNDLE_LIMIT) repairs.push("text-cut");
  if ((run.debugLogSize ?? 0) > DEBUG_LOG_LIMIT) repairs.push("text-cut");
  const keepsKind = failureReason === undefined || run.status === "failed";
  const reviews = judged.gates.flatMap((gate) => {
    const review = judged.reviews.get(gate.gateId);
    return review ? [planReview(review, { ...gate, completedAt, keepsKind }, repairs)] : [];
  });
  const gatesLeftOut = judged.repairs.filter(
    (name) => name === "gate-twice" || name === "gate-nameless",
  ).length;
  return {
    key,
    oldRow: `review_runs ${run.id ?? "without id"}`,
    old: run,
    notePath: path,
    noteSha: judged.noteSha,
    runner: ownRunner(run.runner?.trim() || "unknown"),
    partition,
    startedAt,
    completedAt,
    ...(failureReason !== undefined && { failureReason }),
    gates: judged.gates,
    reviews,
    leftovers: leftoversOf(run, failureReason),
    repairs,
    rows: { runs: 1, gates: gateRows - gatesLeftOut, gatesLeftOut, reviews: reviews.length },
  };
}

function leftoversOf(run: OldRun, failureReason: string | undefined): Record<string, unknown> {
  const isOwnStatus = run.status === (failureReason === undefined ? "completed" : "failed");
  const isOwnReason = run.failureReason === null || run.failureReason === failureReason;
  return {
    runId: run.id,
    modelId: run.modelId,
    ...(run.noteCommit !== null && { reviewedNoteCommit: run.noteCommit }),
    ...(!isOwnStatus && { status: run.status }),
    ...(!isOwnReason && { failureReason: run.failureReason }),
  };
}

const STRAY_REASONS: Record<StrayReview["why"], string> = {
  "review-replaced": "a newer review of the gate counts in",
  "review-not-requested": "its gate was not asked for in",
  "review-of-other-gate": "it judged another version of the gate than",
  "review-of-other-note": "it judged another note or version of it than",
};

function planStray(
  { old: review, why }: StrayReview,
  run: PlannedRun,
  { notePath, noteSha }: JudgedRun,
  context: PlanContext,
): PlannedRun {
  const filled: OldReview = {
    ...review,
    notePath: review.notePath || notePath,
    noteSha: review.noteSha ?? noteSha,
    reviewedAt: review.reviewedAt ?? run.completedAt,
  };
  return planLoneReview(filled, context, {
    key: context.keyOf(run.key, review),
    runner: run.runner,
    partition: run.partition,
    why,
    failureReason: `imported as a run of its own: ${STRAY_REASONS[why]} old run ${run.old?.id}`,
  });
}
