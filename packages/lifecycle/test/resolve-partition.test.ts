import type { ModelId } from "@review/db";
import { type ScratchLedger, scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { describe, expect, it } from "vitest";
import {
  attachExecutionData,
  createRun,
  failRun,
  InvalidModelError,
  modelPartition,
  recordAndFinalizeRun,
  resolvePartition,
} from "../src/index.ts";
import { actual, allReviews, newRun, opus } from "./runs.ts";

type Asked = { name: string; model: string; effort?: string; aliases?: Record<string, string> };

/** One completed run per entry, asked for by the first name and recorded under the second. */
async function recordRuns({ ledger }: ScratchLedger, runs: [asked: ModelId, actual: ModelId][]) {
  for (const [modelId, actualModelId] of runs) {
    const runId = await createRun(ledger, newRun({ modelId }));
    await recordAndFinalizeRun(ledger, { runId, gateReviews: allReviews, actualModelId });
  }
}

const opus49 = modelPartition("claude-opus-4-9");
const opusHigh = modelPartition("opus", { effort: "high" });
const actualHigh = modelPartition(actual, { effort: "high" });

describe("resolvePartition", () => {
  it.each<[Asked, [ModelId, ModelId][], Record<string, unknown>]>([
    [{ name: "a name never asked for", model: "Opus" }, [], { modelId: "opus", resolvedFrom: "name" }],
    [
      { name: "a name recorded as it is", model: "opus" },
      [[opus, opus]],
      { modelId: "opus", resolvedFrom: "name" },
    ],
    [
      { name: "a name recorded under another", model: "opus" },
      [[opus, actual]],
      { modelId: actual, resolvedFrom: "earlier-run", runId: 1, requestedModelId: opus },
    ],
    [
      { name: "a name in another spelling", model: " OPUS " },
      [[opus, actual]],
      { modelId: actual, resolvedFrom: "earlier-run" },
    ],
    [
      { name: "the newest run wins", model: "opus" },
      [
        [opus, actual],
        [opus, opus49],
      ],
      { modelId: opus49, runId: 2 },
    ],
    [
      { name: "the newest run wins, also when it was not rekeyed", model: "opus" },
      [
        [opus, actual],
        [opus, opus],
      ],
      { modelId: opus, resolvedFrom: "name" },
    ],
    [
      { name: "the recorded name asked for by itself", model: actual },
      [[opus, actual]],
      { modelId: actual, resolvedFrom: "name" },
    ],
    [
      { name: "another effort is another name", model: "opus", effort: "high" },
      [[opus, actual]],
      { modelId: opusHigh, resolvedFrom: "name" },
    ],
    [
      { name: "an effort of its own", model: "opus", effort: "high" },
      [
        [opusHigh, actualHigh],
        [opus, actual],
      ],
      { modelId: actualHigh, resolvedFrom: "earlier-run", runId: 1 },
    ],
    [
      { name: "a configured alias beats earlier runs", model: "Opus", aliases: { opus: "Claude.Opus.4.9" } },
      [[opus, actual]],
      { modelId: opus49, resolvedFrom: "alias", requestedModelId: opus49 },
    ],
    [
      { name: "an alias takes the effort along", model: "opus", effort: "high", aliases: { OPUS: actual } },
      [],
      { modelId: actualHigh, resolvedFrom: "alias" },
    ],
    [
      { name: "an alias of another name", model: "opus", aliases: { sonnet: "x" } },
      [[opus, actual]],
      { modelId: actual, resolvedFrom: "earlier-run" },
    ],
  ])("$name", async ({ name: _, ...asked }, runs, expected) => {
    const scratch = await scratchLedger();
    await recordRuns(scratch, runs);
    const resolved = await resolvePartition(scratch.ledger, asked);
    expect(resolved).toMatchObject(expected);
    expect("runId" in resolved).toBe(resolved.resolvedFrom === "earlier-run");
  });

  it("looks at completed runs alone", async () => {
    const { ledger } = await scratchLedger();
    const telemetry = { requestedModelId: opus };
    const failed = await createRun(ledger, newRun({ modelId: actual }));
    await failRun(ledger, { runId: failed, reason: "no", executionData: { telemetry } });
    const running = await createRun(ledger, newRun({ modelId: actual }));
    await attachExecutionData(ledger, { runId: running, telemetry });
    expect(await resolvePartition(ledger, { model: "opus" })).toMatchObject({ resolvedFrom: "name" });
    await recordAndFinalizeRun(ledger, { runId: running, gateReviews: allReviews });
    expect(await resolvePartition(ledger, { model: "opus" })).toMatchObject({
      modelId: actual,
      runId: running,
    });
  });

  it("still finds the run after more telemetry was attached", async () => {
    const scratch = await scratchLedger();
    await recordRuns(scratch, [[opus, actual]]);
    await attachExecutionData(scratch.ledger, { runId: 1, telemetry: { costUsd: 1 } });
    expect(await resolvePartition(scratch.ledger, { model: "opus" })).toMatchObject({ modelId: actual });
  });

  it("refuses what is no name", async () => {
    const { ledger } = await scratchLedger();
    await expect(resolvePartition(ledger, { model: "…" })).rejects.toThrow(InvalidModelError);
  });
});
