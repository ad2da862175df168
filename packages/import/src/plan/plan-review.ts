import { DECISIONS } from "@review/db";
import { pickTime } from "../values/pick-time.ts";
import type { Repair } from "../values/repairs.ts";
import type { TimedReview } from "./judge-run.ts";
import type { PlannedReview } from "./planned-rows.ts";

/**
 * A review of the old ledger as it will stand in a run. It keeps its kind only where the run keeps its status.
 * What is odd about it is added to `repairs`.
 */
export function planReview(
  { old, at }: TimedReview,
  run: { gateId: string; gateSha: string | null; completedAt: string; keepsKind: boolean },
  repairs: Repair[],
): PlannedReview {
  const decision = DECISIONS.find((known) => known === old.decision) ?? "unknown";
  if (decision !== old.decision) repairs.push("decision-unknown");
  if (old.isBlank) repairs.push("rationale-missing");
  if (old.evidenceSize !== null && !old.evidenceIsJson) repairs.push("evidence-not-json");
  if (old.noteCommit !== null) repairs.push("commit-dropped");
  if (old.kind !== "full-review" && old.kind !== "manual-import") repairs.push("kind-unknown");
  const isFull = run.keepsKind && old.kind === "full-review" && decision !== "unknown";
  return {
    old,
    gateId: run.gateId,
    gateSha: run.gateSha,
    decision,
    reviewedAt: pickTime(at, [run.completedAt], "first", repairs),
    kind: isFull ? "full-review" : "manual-import",
  };
}
