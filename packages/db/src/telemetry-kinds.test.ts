import { expect, it } from "vitest";
import { telemetryProblem } from "./telemetry-kinds.ts";

const UNANSWERED = { invocationId: "i", modelId: "m", runner: "r" };

it.each<[telemetry: object]>([
  [{}],
  [{ costUsd: 0, exitCode: -1, usage: { inputTokens: 1, outputTokens: undefined } }],
  [{ costUsd: undefined, model: "mixed", modelEvidence: "observed" }],
  [{ later: [1], constructor: null, toString: -1 }],
  [{ unanswered: UNANSWERED }],
  [{ unanswered: { ...UNANSWERED, usage: { inputTokens: 1 }, costUsd: 0, unpaid: true, durationMs: 5 } }],
])("takes %j", (telemetry) => {
  expect(telemetryProblem(telemetry)).toBeUndefined();
});

it.each<[telemetry: object, problem: string]>([
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
  [{ unpaid: "no" }, "unpaid is not true or false"],
  ...[
    { runner: undefined },
    { modelId: 1 },
    { usage: 5 },
    { costUsd: "free" },
    { unpaid: 0 },
    { durationMs: -1 },
  ].map((wrong): [object, string] => [
    { unanswered: { ...UNANSWERED, ...wrong } },
    "unanswered is not an object with an invocationId, a modelId and a runner, and with numbers for what the call took",
  ]),
  [{ imported: [] }, "imported is not an object"],
  [{ later: Number.NaN }, "later is NaN"],
])("says what is wrong with %j", (telemetry, problem) => {
  expect(telemetryProblem(telemetry)).toBe(problem);
});
