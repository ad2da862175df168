import { renderBundle, renderGateReview } from "@review/protocol";
import { expect, it } from "vitest";
import type { Execution, PlacedFinding } from "../src/execution.ts";
import type { ReviewRequest, Runner } from "../src/runner.ts";
import { execute, NOTE_PATHS, rows } from "./batches.ts";

const finding: PlacedFinding = {
  severity: "warn",
  message: "it says hunter2",
  suggestion: "say no hunter2",
  quotes: [{ start: 2, end: 3 }],
};
const text = renderGateReview({
  summary: "One hunter2.",
  findings: [{ severity: "warn", text: "it says hunter2", quotes: ["A"] }],
  decision: "warn",
});

/** Finds the same in every pair, and knows a secret. */
const runner: Runner = {
  name: "mine",
  usesModel: true,
  canJudge: () => true,
  preflight: async () => undefined,
  execute: async ({ notes, token }: ReviewRequest): Promise<Execution> => {
    const pairs = notes.flatMap(({ notePath, gates }) => gates.map(({ gateId }) => ({ notePath, gateId })));
    const blocks = notes.map(({ notePath, gates }) => ({
      notePath,
      reviews: gates.map(({ gateId }) => ({ gateId, text })),
    }));
    return {
      ended: { how: "completed" },
      text: renderBundle(token, blocks),
      findings: pairs.map((pair) => ({ ...pair, findings: [finding] })),
      redact: (kept) => kept.replaceAll("hunter2", "[redacted]"),
      telemetry: { clientVersion: "hunter2", sessionId: "of hunter2", effort: "hunter2", costUsd: 1 },
      debugLog: "began with hunter2",
    };
  },
};

it("keeps no secret in what is recorded of findings with places", async () => {
  const { outcome, raw } = await execute(["reviewer.mjs"], { reviewer: { runner } });
  expect(outcome.runs.map(({ status }) => status)).toEqual(NOTE_PATHS.map(() => "completed"));
  const recorded = rows(raw, "SELECT DISTINCT message, suggestion FROM findings");
  expect(recorded).toEqual([{ message: "it says [redacted]", suggestion: "say no [redacted]" }]);
});

it("keeps no secret in what is recorded beside them", async () => {
  const { raw } = await execute(["reviewer.mjs"], { reviewer: { runner } });
  const recorded = JSON.stringify(rows(raw, "SELECT * FROM review_runs"));
  expect(recorded).toContain("of [redacted]");
  expect(recorded).toContain("began with [redacted]");
  expect(recorded).not.toContain("hunter2");
});
