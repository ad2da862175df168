import { type ExecutionData, getRun, getRunOutput, type Telemetry } from "@review/db";
import { dump, observe, scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { describe, expect, it } from "vitest";
import { attachExecutionData, failRun, failRuns, InvalidInputError } from "../src/index.ts";
import { actual, opus, RUN_STATES, runIn } from "./runs.ts";

const notAnObject = "x" as unknown as Telemetry;
const notJson = { costUsd: 1n as unknown as number };

describe("attachExecutionData", () => {
  it.each(RUN_STATES)("keeps what is given and leaves the rest, for a run that is %s", async (state) => {
    const { ledger } = await scratchLedger();
    const runId = await runIn(ledger, state);
    const attach = (data: ExecutionData) => attachExecutionData(ledger, { runId, ...data });
    await attach({
      telemetry: { model: actual, usage: { inputTokens: 1, outputTokens: 2 } },
      debugLog: "log",
    });
    await attach({ rawBundleMarkdown: "bundle" });
    await attach({ telemetry: { usage: { inputTokens: 5 }, effort: undefined, costUsd: 0 } });
    await attach({});
    const run = await getRun(ledger, runId);
    expect(run.modelId).toBe(opus);
    expect(run.telemetry).toEqual({ model: actual, usage: { inputTokens: 5 }, costUsd: 0 });
    expect(await getRunOutput(ledger, runId)).toEqual({ rawBundleMarkdown: "bundle", debugLog: "log" });
  });

  it("keeps keys that are not known", async () => {
    const { ledger } = await scratchLedger();
    const runId = await runIn(ledger, "completed");
    const telemetry = { exitCode: -1, later: ["x"] } as Telemetry;
    await attachExecutionData(ledger, { runId, telemetry });
    expect((await getRun(ledger, runId)).telemetry).toEqual(telemetry);
  });

  it("can say again, but not unsay", async () => {
    const { ledger } = await scratchLedger();
    const runId = await runIn(ledger, "failed");
    await attachExecutionData(ledger, { runId, debugLog: "log", rawBundleMarkdown: "bundle" });
    await attachExecutionData(ledger, { runId, debugLog: "", rawBundleMarkdown: undefined });
    expect(await getRunOutput(ledger, runId)).toEqual({ rawBundleMarkdown: "bundle", debugLog: "" });
  });

  it("never rekeys, whatever the telemetry says", async () => {
    const { ledger } = await scratchLedger();
    const runId = await runIn(ledger, "running, a written");
    const telemetry: Telemetry = { model: actual, modelEvidence: "observed", rekeyed: true };
    await attachExecutionData(ledger, { runId, telemetry });
    expect(await getRun(ledger, runId)).toMatchObject({ modelId: opus, gateReviews: [{ modelId: opus }] });
  });

  it("keeps head and tail of what is too long", async () => {
    const { ledger } = await scratchLedger();
    const runId = await runIn(ledger, "completed");
    const long = (bytes: number) => `head ${"ü".repeat(bytes / 2)} tail`;
    await attachExecutionData(ledger, {
      runId,
      rawBundleMarkdown: long(8 * 1024 * 1024),
      debugLog: long(1024 * 1024),
    });
    const { rawBundleMarkdown = "", debugLog = "" } = await getRunOutput(ledger, runId);
    for (const [text, limit] of [
      [rawBundleMarkdown, 8 * 1024 * 1024],
      [debugLog, 1024 * 1024],
    ] as const) {
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
      expect(Buffer.byteLength(text)).toBeGreaterThan(limit - 100);
      expect(text).toMatch(/^head ü+\n\[… \d+ bytes cut …\]\nü+ tail$/);
    }
  });

  it.each([
    ["is no object", notAnObject],
    ["is a list", [] as unknown as Telemetry],
    ["is null", null as unknown as Telemetry],
    ["JSON cannot hold", notJson],
    ["JSON cannot hold under a key of its own", { later: 1n } as Telemetry],
    ["is endless", { costUsd: Number.POSITIVE_INFINITY }],
    ["is not a number", { costUsd: Number.NaN }],
    ["is negative", { durationMs: -1 }],
    ["has a text for a number", { costUsd: "free" as unknown as number }],
    ["has a number for usage", { usage: 5 as never }],
  ])("refuses telemetry that %s", async (_, telemetry) => {
    const scratch = await scratchLedger();
    const runId = await runIn(scratch.ledger, "completed");
    const { error, changed } = await observe(scratch, () =>
      attachExecutionData(scratch.ledger, { runId, telemetry, debugLog: "log" }),
    );
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(changed).toEqual([]);
  });
});

describe("failRun", () => {
  it("keeps the reason, without the space around it, and what was written", async () => {
    const { ledger } = await scratchLedger();
    const runId = await runIn(ledger, "running, all written");
    const telemetry = { exitCode: 1 };
    expect(await failRun(ledger, { runId, reason: " gave up\n", executionData: { telemetry } })).toBe(runId);
    const run = await getRun(ledger, runId);
    expect(run).toMatchObject({ status: "failed", failureReason: "gave up", telemetry });
    expect(run.gateReviews).toHaveLength(2);
  });

  it("merges its telemetry with what was attached before", async () => {
    const { ledger } = await scratchLedger();
    const runId = await runIn(ledger, "running, nothing written");
    await attachExecutionData(ledger, { runId, telemetry: { invocationId: "i" } });
    await failRun(ledger, { runId, reason: "no", executionData: { telemetry: { exitCode: 1 } } });
    expect((await getRun(ledger, runId)).telemetry).toEqual({ invocationId: "i", exitCode: 1 });
  });

  it.each([
    ["an empty reason", { reason: "" }],
    ["a blank reason", { reason: " \n\t" }],
    ["telemetry that JSON cannot hold", { reason: "no", executionData: { telemetry: notJson } }],
  ])("refuses %s", async (_, options) => {
    const scratch = await scratchLedger();
    const runId = await runIn(scratch.ledger, "running, a written");
    const { error, changed } = await observe(scratch, () => failRun(scratch.ledger, { runId, ...options }));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(changed).toEqual([]);
  });
});

describe("failRuns", () => {
  it("fails all runs, or none where one of them has ended or is not there", async () => {
    const { ledger, raw } = await scratchLedger();
    const running = [
      await runIn(ledger, "running, a written"),
      await runIn(ledger, "running, nothing written"),
    ];
    const ended = await runIn(ledger, "completed");
    const before = dump(raw);
    const fail = (...runIds: number[]) => failRuns(ledger, { runIds, reason: " given up\n" });
    await expect(fail(...running, ended)).rejects.toMatchObject({ code: "run-not-running" });
    await expect(fail(...running, 99)).rejects.toMatchObject({ code: "run-not-found" });
    await expect(failRuns(ledger, { runIds: running, reason: " " })).rejects.toThrow(InvalidInputError);
    expect(dump(raw)).toEqual(before);
    expect(await fail(...running)).toEqual(running);
    for (const id of running) {
      expect(await getRun(ledger, id)).toMatchObject({ status: "failed", failureReason: "given up" });
    }
  });
});
