import type { ModelId } from "@review/db";
import { type ScratchLedger, scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { describe, expect, it } from "vitest";
import {
  attachExecutionData,
  CHECKS_PARTITION,
  createRun,
  failRun,
  InvalidModelError,
  modelPartition,
  recordAndFinalizeRun,
  resolvePartitions,
} from "../src/index.ts";
import { asModelId } from "../src/model-partition.ts";
import { actual, allReviews, newRun, opus } from "./runs.ts";

type Asked = {
  name: string;
  model: string;
  effort?: string;
  aliases?: Record<string, string>;
  exact?: boolean;
};

/** One completed run per entry, asked for by the first name and recorded under the second. */
async function recordRuns({ ledger }: ScratchLedger, runs: [asked: ModelId, actual: ModelId][]) {
  for (const [modelId, actualModelId] of runs) {
    const runId = await createRun(ledger, newRun({ modelId }));
    await recordAndFinalizeRun(ledger, { runId, gateReviews: allReviews, actualModelId });
  }
}

const opus49 = modelPartition("claude-opus-4-9");
const withService = asModelId("anthropic-opus");
const opusHigh = modelPartition("opus", { effort: "high" });
const actualHigh = modelPartition(actual, { effort: "high" });

describe("resolvePartitions", () => {
  it.each<[Asked, [ModelId, ModelId][], ModelId[], string]>([
    [{ name: "a name never asked for", model: "Opus" }, [], [opus], "name"],
    [{ name: "a name recorded as it is", model: "opus" }, [[opus, opus]], [opus], "name"],
    [
      { name: "a name recorded under another", model: "opus" },
      [[opus, actual]],
      [opus, actual],
      "earlier-runs",
    ],
    [
      { name: "a name in another spelling", model: " OPUS " },
      [[opus, actual]],
      [opus, actual],
      "earlier-runs",
    ],
    [
      { name: "a service's name in front is no part of it", model: "openai-compatible/opus" },
      [[opus, actual]],
      [opus, actual],
      "earlier-runs",
    ],
    [
      { name: "what was recorded with the service's name counts, too", model: "Anthropic/opus" },
      [[withService, withService]],
      [opus, withService],
      "earlier-runs",
    ],
    [
      { name: "services may stand behind one another", model: "openai-compatible/anthropic/opus" },
      [[withService, withService]],
      [opus, withService],
      "earlier-runs",
    ],
    [
      { name: "a name recorded under several: all of them, the newest first behind its own", model: "opus" },
      [
        [opus, actual],
        [opus, opus49],
        [opus, opus],
        [opus, actual],
        [opus, opus49],
      ],
      [opus, opus49, actual],
      "earlier-runs",
    ],
    [{ name: "the recorded name asked for by itself", model: actual }, [[opus, actual]], [actual], "name"],
    [
      { name: "another effort is another name", model: "opus", effort: "high" },
      [[opus, actual]],
      [opusHigh],
      "name",
    ],
    [
      { name: "an effort of its own", model: "opus", effort: "high" },
      [
        [opusHigh, actualHigh],
        [opus, actual],
      ],
      [opusHigh, actualHigh],
      "earlier-runs",
    ],
    [
      { name: "a configured alias pins the name", model: "Opus", aliases: { opus: "Claude.Opus.4.9" } },
      [[opus, actual]],
      [opus49],
      "alias",
    ],
    [
      { name: "an alias takes the effort along", model: "opus", effort: "high", aliases: { OPUS: actual } },
      [],
      [actualHigh],
      "alias",
    ],
    [
      { name: "an alias of another name", model: "opus", aliases: { sonnet: "x" } },
      [[opus, actual]],
      [opus, actual],
      "earlier-runs",
    ],
    [{ name: "exactly this one", model: "opus", exact: true }, [[opus, actual]], [opus], "exact"],
    [{ name: "the checks, which are no model", model: "checks" }, [], [CHECKS_PARTITION], "exact"],
  ])("$name", async ({ name: _, ...asked }, runs, partitions, resolvedFrom) => {
    const scratch = await scratchLedger();
    await recordRuns(scratch, runs);
    const resolved = await resolvePartitions(scratch.ledger, asked);
    expect(resolved).toEqual({ modelId: partitions[0], partitions, resolvedFrom });
  });

  it("looks at completed runs alone", async () => {
    const { ledger } = await scratchLedger();
    const telemetry = { requestedModelId: opus };
    const failed = await createRun(ledger, newRun({ modelId: actual }));
    await failRun(ledger, { runId: failed, reason: "no", executionData: { telemetry } });
    const running = await createRun(ledger, newRun({ modelId: actual }));
    await attachExecutionData(ledger, { runId: running, telemetry });
    expect(await resolvePartitions(ledger, { model: "opus" })).toMatchObject({ resolvedFrom: "name" });
    await recordAndFinalizeRun(ledger, { runId: running, gateReviews: allReviews });
    expect(await resolvePartitions(ledger, { model: "opus" })).toMatchObject({
      partitions: [opus, actual],
    });
  });

  it("still finds the run after more telemetry was attached", async () => {
    const scratch = await scratchLedger();
    await recordRuns(scratch, [[opus, actual]]);
    await attachExecutionData(scratch.ledger, { runId: 1, telemetry: { costUsd: 1 } });
    expect(await resolvePartitions(scratch.ledger, { model: "opus" })).toMatchObject({
      partitions: [opus, actual],
    });
  });

  it("refuses what is no name", async () => {
    const { ledger } = await scratchLedger();
    await expect(resolvePartitions(ledger, { model: "…" })).rejects.toThrow(InvalidModelError);
    await expect(resolvePartitions(ledger, { model: "x", aliases: { x: "Checks" } })).rejects.toThrow(
      InvalidModelError,
    );
  });
});
