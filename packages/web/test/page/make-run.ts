import type { ModelId } from "@review/db";
import type { RunEntry } from "@review/views";
import { AT, sha } from "./make-page.ts";

export function makeRun(at: number, notePath: string, modelIds: readonly ModelId[]): RunEntry {
  const isFailed = at % 7 === 3;
  return {
    id: at + 1,
    notePath,
    modelId: modelIds[at % modelIds.length] as ModelId,
    runner: "claude-code",
    reviewedNoteSha: sha(notePath),
    startedAt: AT,
    completedAt: AT,
    status: isFailed ? "failed" : "completed",
    ...(isFailed && { failureReason: "the answer has no block for clarity/gate-00" }),
    telemetry: { durationMs: 4321 + at * 100, costUsd: 0.0123 },
    gateCount: 8,
  };
}
