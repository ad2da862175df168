import type { Ledger, RunId } from "@review/db";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import {
  type CreateRunOptions,
  createRun,
  failRun,
  type GateReviewInput,
  modelPartition,
  recordAndFinalizeRun,
  writeGateReviews,
} from "../src/index.ts";

export const gateOf = (gateId: string, text = `gate ${gateId}`) => ({ gateId, ...snapshotOf(text) });

export const opus = modelPartition("opus");
export const actual = modelPartition("claude-opus-4-8");

/** What a test does not care about in a run: note `n.md`, gates `b` and `a` in that order, partition `opus`. */
export function newRun(changes: Partial<CreateRunOptions> = {}): CreateRunOptions {
  return {
    notePath: "n.md",
    modelId: opus,
    runner: "r",
    note: snapshotOf("a note"),
    gates: [gateOf("b"), gateOf("a")],
    ...changes,
  };
}

/** A gate review that passes; of another decision with a finding that shows the first letter of the note. */
export function reviewOf(gateId: string, changes: Partial<GateReviewInput> = {}): GateReviewInput {
  const { decision = "pass" } = changes;
  return { gateId, decision, rationaleMarkdown: `${gateId} is fine`, ...findingsFor(decision), ...changes };
}

/** What a decision needs to have found. */
const findingsFor = (decision: string): Pick<GateReviewInput, "findings"> =>
  decision === "warn" || decision === "fail"
    ? { findings: [{ severity: decision, message: "found", quotes: [{ start: 0, end: 1 }] }] }
    : {};

export const allReviews = [reviewOf("a"), reviewOf("b", { decision: "warn" })];

export const RUN_STATES = [
  "running, nothing written",
  "running, a written",
  "running, all written",
  "completed",
  "failed",
] as const;
export type RunState = (typeof RUN_STATES)[number];

/** A run of `newRun` brought into a state through the functions under test. */
export async function runIn(
  ledger: Ledger,
  state: RunState,
  changes?: Partial<CreateRunOptions>,
): Promise<RunId> {
  const runId = await createRun(ledger, newRun(changes));
  if (state === "running, a written") await writeGateReviews(ledger, { runId, gateReviews: [reviewOf("a")] });
  if (state === "running, all written") await writeGateReviews(ledger, { runId, gateReviews: allReviews });
  if (state === "completed") await recordAndFinalizeRun(ledger, { runId, gateReviews: allReviews });
  if (state === "failed") {
    await writeGateReviews(ledger, { runId, gateReviews: [reviewOf("a")] });
    await failRun(ledger, { runId, reason: "gave up" });
  }
  return runId;
}
