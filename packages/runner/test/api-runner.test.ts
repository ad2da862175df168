import { API_PROVIDERS } from "@review/db/vocabulary";
import { answerFromPrompt } from "@review/test-kit/answer-from-prompt.mjs";
import { describe, expect, it } from "vitest";
import { apiContext, apiRequest, KEY, play, runnerAt, serve } from "./api-setup.ts";
import type { ScenarioName } from "./model-server/scenarios.mjs";
import { OTHER_MODEL } from "./model-server/scenarios.mjs";

const FAILURES: [ScenarioName, string][] = [
  ["auth-401", "auth"],
  ["rate-429", "rate-limited"],
  ["no-credit", "usage-exhausted"],
  ["unknown-model", "unknown-model"],
  ["overloaded", "overloaded"],
  ["overload-midway", "overloaded"],
  ["too-long", "prompt-too-long"],
  ["refusal", "refused"],
  ["empty", "empty-output"],
  ["output-limit", "truncated"],
  ["cut", "truncated"],
  ["page", "bad-address"],
];

describe.each(API_PROVIDERS)("api with %s", (provider) => {
  it("gives the whole answer, the model that answered, and its counts", async () => {
    const { execution, request, server } = await play(provider, "ok");
    expect(execution.ended).toEqual({ how: "completed" });
    expect(execution.text).toBe(answerFromPrompt(request.prompt));
    expect(execution.telemetry).toMatchObject({ model: "some-model-1", modelEvidence: "observed" });
    expect(execution.telemetry?.usage).toMatchObject({
      inputTokens: 120,
      cachedInputTokens: 40,
      outputTokens: 30,
    });
    expect(execution.telemetry).not.toHaveProperty("costUsd");
    expect(server.requests().map(({ turn }) => turn.prompt.replace("\n\n\n# Notes", "\n\n# Notes"))).toEqual([
      request.prompt,
    ]);
  });

  it("sends nothing for what is no model's name", async () => {
    const { execution, server } = await play(provider, "ok", { request: { model: "a/../../other?x=" } });
    expect(execution.ended).toMatchObject({ how: "unknown-model", message: expect.stringContaining('"?"') });
    expect(server.requests()).toEqual([]);
  });

  it("tells of another model that answered", async () => {
    const { execution } = await play(provider, "other-model");
    expect(execution.telemetry).toMatchObject({ model: OTHER_MODEL, modelEvidence: "observed" });
  });

  it("keeps all of an answer of 2 MB", async () => {
    const { execution } = await play(provider, "big");
    expect(execution.ended).toEqual({ how: "completed" });
    expect(execution.text.length).toBeGreaterThan(2 * 1024 * 1024);
  });

  it.each(FAILURES)("asks once in scenario %s, and ends as %s", async (scenario, how) => {
    const { execution, server } = await play(provider, scenario);
    expect(execution.ended).toMatchObject({ how });
    expect(server.requests()).toHaveLength(1);
  });

  it("says how long the service asks to wait", async () => {
    const { execution } = await play(provider, "rate-429");
    expect(execution.ended).toMatchObject({ retryAfterSeconds: 2 });
  });

  it("keeps neither key nor prompt of a request that failed", async () => {
    const { execution } = await play(provider, "auth-401", { request: { model: `echo-${KEY}` } });
    const kept = JSON.stringify(execution);
    expect(kept).not.toContain(KEY);
    expect(kept).not.toContain("You are a reviewer");
    expect(execution.debugLog).toContain("echo-[redacted]");
  });

  it("ends a silent stream when the time is up", async () => {
    const { execution } = await play(provider, "stall", { request: { timeoutMs: 100 } });
    expect(execution.ended.how).toBe("timeout");
    expect(execution.telemetry).toMatchObject({ ending: "timeout" });
  });

  it("ends at once when it is interrupted", async () => {
    const interruption = new AbortController();
    const onProgress = () => interruption.abort();
    const { execution } = await play(provider, "stall", {
      context: { signal: interruption.signal, onProgress },
    });
    expect(execution.ended).toEqual({ how: "interrupted", message: "interrupted" });
    expect(execution.text).not.toBe("");
  });

  it("sends the key where keyEnv says so, and nowhere else", async () => {
    const server = await serve("ok");
    const withoutKeyEnv = runnerAt(server.url, provider, { keyEnv: undefined });
    const environment = {
      ANTHROPIC_API_KEY: KEY,
      OPENAI_API_KEY: KEY,
      GEMINI_API_KEY: KEY,
      OPENAI_COMPATIBLE_API_KEY: KEY,
    };
    const execution = await withoutKeyEnv.execute(apiRequest(), apiContext({ environment }));
    const { headers = {} } = server.requests()[0] ?? {};
    expect(JSON.stringify(headers)).not.toContain(KEY);
    expect(execution.ended.how).toBe(provider === "openai-compatible" ? "completed" : "auth");

    await runnerAt(server.url, provider).execute(apiRequest(), apiContext());
    expect(JSON.stringify(server.requests().at(-1)?.headers)).toContain(KEY);
  });
});
