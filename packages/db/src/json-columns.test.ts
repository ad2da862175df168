import fc from "fast-check";
import { expect, it } from "vitest";
import type { Telemetry } from "./execution-data.ts";
import { parseTelemetry } from "./json-columns.ts";

const whole: Required<Telemetry> = {
  invocationId: "1",
  runner: "codex",
  clientVersion: "2",
  requestedModelId: "opus",
  model: "claude-opus-4-8",
  effort: "high",
  modelEvidence: "observed",
  rekeyed: true,
  sessionId: "s",
  usage: { inputTokens: 1, outputTokens: 2 },
  costUsd: 0.5,
  unpaid: true,
  durationMs: 3,
  exitCode: 0,
  ending: "timeout",
  batchSize: 4,
  repairedPairs: 1,
  promptBytes: 5,
  promptSha: "abc",
  toolVersion: "0.1.0",
  owner: { pid: 1, host: "h" },
  unanswered: { invocationId: "2", modelId: "haiku", runner: "api", costUsd: 0.1 },
  imported: { status: "aborted" },
};

it("keeps everything that is of its kind, and what is not known", () => {
  expect(parseTelemetry(JSON.stringify({ ...whole, later: [1] }))).toEqual({ ...whole, later: [1] });
});

it.each(Object.keys(whole))("leaves out %s of another kind, and nothing else", (key) => {
  const { [key]: _, ...rest } = whole as unknown as Record<string, unknown>;
  for (const value of [
    null,
    [],
    { x: "y", pid: "z" },
    typeof whole[key as keyof typeof whole] === "boolean" ? 1 : true,
  ]) {
    // An import keeps whatever object the old ledger had.
    if (key === "imported" && !Array.isArray(value) && typeof value === "object" && value) continue;
    expect(parseTelemetry(JSON.stringify({ ...whole, [key]: value }))).toEqual(rest);
  }
});

const AMOUNTS = ["costUsd", "durationMs", "batchSize", "promptBytes"] as const;

it.each(AMOUNTS)("leaves out a negative or endless %s", (key) => {
  const { [key]: _, ...rest } = whole;
  for (const value of ["-1", "1e999", "-1e999"]) {
    const json = JSON.stringify({ ...whole, [key]: "VALUE" }).replace('"VALUE"', value);
    expect(parseTelemetry(json)).toEqual(rest);
  }
});

it("leaves out usage with a count that is negative or endless, and keeps a negative exit code", () => {
  for (const usage of ['{"inputTokens":-1}', '{"inputTokens":2,"outputTokens":1e999}']) {
    expect(parseTelemetry(`{"usage":${usage},"exitCode":-1}`)).toEqual({ exitCode: -1 });
  }
  expect(parseTelemetry('{"exitCode":1e999}')).toEqual({});
});

it.each<[what: string, column: unknown]>([
  ["none", null],
  ["half an object", '{"runner":'],
  ["what only SQLite takes for JSON", '{"runner":"x"}\0 and more'],
  ["a list", "[]"],
  ["null", "null"],
  ["bytes", Buffer.from("{}")],
  ["a number", 7],
])("is as none where the column has %s", (_, column) => {
  expect(parseTelemetry(column)).toBeUndefined();
});

it("never throws for an object, whatever is in it", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...Object.keys(whole), "x"), fc.jsonValue()), (value) => {
      parseTelemetry(JSON.stringify(value));
    }),
  );
});
