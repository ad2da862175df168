import { expect, it } from "vitest";
import { telemetryProblem } from "./telemetry-kinds.ts";

it.each([
  [{}],
  [{ costUsd: 0, exitCode: -1, usage: { inputTokens: 1, outputTokens: undefined } }],
  [{ costUsd: undefined, model: "mixed", modelEvidence: "observed" }],
  [{ later: [1], constructor: null, toString: -1 }],
])("takes %j", (telemetry) => {
  expect(telemetryProblem(telemetry)).toBeUndefined();
});

it.each([
  [{ costUsd: Number.NaN }, "costUsd is not a finite number, 0 or more"],
  [{ costUsd: "free" }, "costUsd is not a finite number, 0 or more"],
  [{ durationMs: -1 }, "durationMs is not a finite number, 0 or more"],
  [{ exitCode: Number.POSITIVE_INFINITY }, "exitCode is not a finite number"],
  [{ usage: 5 }, "usage is not an object in which everything is a finite number, 0 or more"],
  [
    { usage: { inputTokens: -1 } },
    "usage is not an object in which everything is a finite number, 0 or more",
  ],
  [{ model: null }, "model is not a text"],
  [{ modelEvidence: "self-reported" }, "modelEvidence is not observed or declared"],
  [{ rekeyed: 1 }, "rekeyed is not true or false"],
  [{ owner: { pid: 1 } }, "owner is not an object with a pid and a host"],
  [{ imported: [] }, "imported is not an object"],
  [{ later: Number.NaN }, "later is NaN"],
])("says what is wrong with %j", (telemetry, problem) => {
  expect(telemetryProblem(telemetry)).toBe(problem);
});
