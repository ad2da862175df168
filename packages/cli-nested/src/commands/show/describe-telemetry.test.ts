import type { Telemetry } from "@review/db";
import { modelPartition } from "@review/lifecycle";
import { expect, it } from "vitest";
import { describeTelemetry } from "./describe-telemetry.ts";

it.each<[telemetry: Telemetry, facts: [string, string][]]>([
  [{}, []],
  [{ requestedModelId: "opus" }, [["asked for", "opus"]]],
  [{ requestedModelId: "m" }, []],
  [
    { model: "gpt-5.4", effort: "high", modelEvidence: "declared" },
    [["answered by", "gpt-5.4 high (declared)"]],
  ],
  [{ usage: {} }, []],
  [{ usage: { inputTokens: 0, outputTokens: 5 } }, [["tokens", "0 in, 5 out"]]],
  [
    { usage: { outputTokens: 1500, reasoningTokens: 1000 } },
    [["tokens", "1,500 out, 1,000 of them reasoning"]],
  ],
  [{ costUsd: 0.0042 }, [["cost", "$0.0042"]]],
  [{ costUsd: 1.5 }, [["cost", "$1.50"]]],
  [
    { exitCode: 0, durationMs: 41_234 },
    [
      ["reviewer took", "41.2 s"],
      ["exit code", "0"],
    ],
  ],
  [{ promptBytes: 7293 }, [["prompt", "7,293 bytes"]]],
  [{ invocationId: "i", batchSize: 1 }, [["invocation", "i"]]],
  [{ invocationId: "i", batchSize: 5 }, [["invocation", "i, served 5 pairs"]]],
])("%j", (telemetry, facts) => {
  expect(describeTelemetry(telemetry, { modelId: modelPartition("m"), status: "completed" })).toEqual(facts);
});

it.each([
  ["did-not-end", "did not end, and was ended"],
  ["timeout", "was ended when the time was up"],
  ["killed", "ended: killed"],
])("says of %s what was seen", (ending, words) => {
  const modelId = modelPartition("m");
  expect(describeTelemetry({ ending }, { modelId, status: "failed" })).toEqual([["process", words]]);
  const completely = `answered completely, then ${words}`;
  expect(describeTelemetry({ ending }, { modelId, status: "completed" })).toEqual([["process", completely]]);
});
