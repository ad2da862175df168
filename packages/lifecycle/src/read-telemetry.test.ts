import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actualModel, readTelemetry } from "./read-telemetry.ts";

describe("readTelemetry", () => {
  it.each([
    [{}, {}],
    [
      { clientVersion: "1", effort: "high", sessionId: "s", costUsd: 0, durationMs: 1.5 },
      { clientVersion: "1", effort: "high", sessionId: "s", costUsd: 0, durationMs: 1.5 },
    ],
    [
      { usage: { inputTokens: 1, outputTokens: "2", cachedInputTokens: -1, more: 3 } },
      { usage: { inputTokens: 1 } },
    ],
    [{ usage: [1] }, {}],
    [{ clientVersion: " ", costUsd: "1", durationMs: null, sessionId: 7 }, {}],
    // What the tool knows by itself.
    [
      { invocationId: "x", runner: "x", requestedModelId: "x", rekeyed: true, promptSha: "x", exitCode: 1 },
      {},
    ],
    [{ model: "m" }, { model: "m", modelEvidence: "declared" }],
    [
      { model: "m", modelEvidence: "observed" },
      { model: "m", modelEvidence: "observed" },
    ],
    [{ model: "m", modelEvidence: "self-reported" }, {}],
    [{ modelEvidence: "observed" }, {}],
  ])("%j gives %j", (written, telemetry) => {
    expect(readTelemetry(JSON.stringify(written))).toStrictEqual({ telemetry });
  });

  it.each(["", "{", "[]", "null", "1", '"x"'])("%j is a problem", (text) => {
    expect(readTelemetry(text)).toEqual({ problem: expect.stringContaining("left out") });
  });

  it("never throws, and keeps nothing that JSON would not give back", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        const { telemetry = {} } = readTelemetry(text);
        expect(JSON.parse(JSON.stringify(telemetry))).toEqual(telemetry);
      }),
    );
  });
});

it.each([
  [undefined, undefined],
  [{}, undefined],
  [{ model: "m" }, undefined],
  [{ model: "mixed", modelEvidence: "observed" } as const, undefined],
  [{ modelEvidence: "observed" } as const, undefined],
  [{ model: "m", modelEvidence: "observed" } as const, { model: "m", evidence: "observed" }],
  [
    { model: "m", effort: "low", modelEvidence: "declared" } as const,
    { model: "m", effort: "low", evidence: "declared" },
  ],
])("actualModel of %j is %j", (telemetry, expected) => {
  expect(actualModel(telemetry)).toStrictEqual(expected);
});
