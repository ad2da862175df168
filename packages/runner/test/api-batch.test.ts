import { listRuns } from "@review/db";
import type { ApiProvider } from "@review/db/vocabulary";
import { answerFromPrompt } from "@review/test-kit/answer-from-prompt.mjs";
import { describe, expect, it, onTestFinished } from "vitest";
import { executeBatch } from "../src/batch/execute-batch.ts";
import { apiContext, KEY, play, runnerAt, serve } from "./api-setup.ts";
import { reviewer, rows, scratchBatch } from "./batches.ts";
import type { ScenarioName } from "./model-server/scenarios.mjs";
import { OTHER_MODEL } from "./model-server/scenarios.mjs";
import { startModelServer } from "./model-server/start-model-server.mjs";

/** Lets a service answer the batch of four pairs. */
async function answer(scenario: ScenarioName, repair = true, provider: ApiProvider = "anthropic") {
  const server = await serve(scenario);
  const scratch = await scratchBatch();
  const runner = runnerAt(server.url, provider, {
    prices: { Opus: { input: 10, cachedInput: 1, output: 50 } },
  });
  const context = { ...scratch.context, ...apiContext(), repair };
  const { runs } = await executeBatch(context, reviewer(["answer"], { runner }), scratch.batch);
  const told = (await listRuns(scratch.ledger)).reverse();
  return { ...scratch, server, runs, told };
}

describe("a batch that a service judges", () => {
  it("is told that it can open nothing, and which part of the prompt to keep", async () => {
    const { server, runs } = await answer("ok");
    expect(runs.map(({ status }) => status)).toEqual(["completed", "completed"]);
    const [{ turn, body } = { turn: { prompt: "" }, body: "{}" }] = server.requests();
    expect(turn.prompt).toContain("You can open no file.");
    expect(turn.prompt).not.toContain("You may open the local links");
    const [common, rest] = JSON.parse(body).messages[0].content;
    expect(common.cache_control).toEqual({ type: "ephemeral" });
    expect(common.text).toContain("# Gates");
    expect(rest.text).toMatch(/^\s*# Notes\n/);
    expect(rest).not.toHaveProperty("cache_control");
  });

  it.each<[ApiProvider, number | undefined, object]>([
    [
      "anthropic",
      2000,
      {
        max_tokens: 3000,
        thinking: { type: "enabled", budget_tokens: 2000 },
        output_config: { effort: "high" },
      },
    ],
    ["anthropic", 0, { max_tokens: 1000, temperature: 0.5, thinking: { type: "disabled" } }],
    ["openai", undefined, { max_output_tokens: 1000, store: false, reasoning: { effort: "high" } }],
    [
      "google",
      5,
      {
        generationConfig: {
          maxOutputTokens: 1000,
          temperature: 0.5,
          thinkingConfig: { thinkingBudget: 5, thinkingLevel: "high" },
        },
      },
    ],
    ["openai-compatible", undefined, { max_tokens: 1000, temperature: 0.5, reasoning_effort: "high" }],
  ])("is asked for as %s wants it, with thinking %s", async (provider, thinking, expected) => {
    const settings = { maxOutputTokens: 1000, temperature: 0.5, thinking, headers: { "x-team": "docs" } };
    const { server } = await play(provider, "ok", { settings, request: { effort: "high" } });
    const [asked] = server.requests();
    expect(JSON.parse(asked?.body ?? "")).toMatchObject(expected);
    expect(asked?.headers["x-team"]).toBe("docs");
  });

  it("costs what the prices say, and nothing of the key is kept", async () => {
    const { told, raw } = await answer("ok");
    // 80 fresh, 40 from the cache, 30 out.
    expect(told[0]?.telemetry?.costUsd).toBeCloseTo((80 * 10 + 40 * 1 + 30 * 50) / 1_000_000, 10);
    const tables = rows(raw, "SELECT name FROM sqlite_schema WHERE type = 'table'").map(({ name }) =>
      String(name),
    );
    for (const table of tables)
      expect(JSON.stringify(rows(raw, `SELECT * FROM "${table}"`))).not.toContain(KEY);
  });

  it("is recorded under the model that answered", async () => {
    const { told } = await answer("other-model");
    expect(told.map(({ modelId }) => modelId)).toEqual([OTHER_MODEL, OTHER_MODEL]);
  });

  it("keeps what is complete of an answer that was cut off, and asks the rest again", async () => {
    const { server, runs } = await answer("output-limit");
    expect(runs.map(({ status }) => status)).toEqual(["completed", "completed"]);
    const [first, again] = server.requests().map(({ body }) => JSON.parse(body).messages);
    expect(again).toHaveLength(3);
    // What is the same to the byte is read from the service's cache.
    expect(again[0]).toEqual(first[0]);
    expect(again[1]).toMatchObject({
      role: "assistant",
      content: [{ text: expect.stringContaining("=== NOTE START") }],
    });
    const [{ text }] = again[2].content;
    expect(text).toMatch(/^Print some reviews of your last answer once more\..*\n# What was wrong\n/s);
    expect(text).not.toContain("notes/a.md");
    expect(text).not.toContain("# Notes");
  });

  it.each<[ApiProvider, (body: { [key: string]: { role: string }[] }) => { role: string }[] | undefined]>([
    ["openai", ({ input }) => input],
    ["openai-compatible", ({ messages }) => messages],
    ["google", ({ contents }) => contents],
  ])("is told the conversation again by %s, too", async (provider, messagesOf) => {
    const { server, runs } = await answer("output-limit", true, provider);
    expect(runs.map(({ status }) => status)).toEqual(["completed", "completed"]);
    const [first, again] = server.requests().map(({ body }) => messagesOf(JSON.parse(body)));
    expect(again?.map(({ role }) => role.replace("model", "assistant"))).toEqual([
      "user",
      "assistant",
      "user",
    ]);
    expect(again?.[0]).toEqual(first?.[0]);
  });

  it("is told all anew where the conversation is too long for the model", async () => {
    const prompts: string[] = [];
    const plan = (prompt: string) => {
      prompts.push(prompt);
      const text = answerFromPrompt(prompt, () => "WARN");
      return prompts.length === 1 ? text.replace(/^ {2}> .*$/m, "  > what nobody has written") : text;
    };
    const server = await startModelServer({ answer: plan, scenario: "too-long-again" });
    onTestFinished(() => server.close());
    const scratch = await scratchBatch();
    const runner = runnerAt(server.url, "openai-compatible");
    const context = { ...scratch.context, ...apiContext(), repair: true };
    const { runs } = await executeBatch(context, reviewer(["answer"], { runner }), scratch.batch);
    expect(runs.map(({ status }) => status)).toEqual(["completed", "completed"]);
    expect(server.requests().map(({ body }) => JSON.parse(body).messages.length)).toEqual([1, 3, 1]);
    expect(server.requests()[2]?.turn.prompt).toContain("# Notes");
  });

  it("fails only what was cut off where nothing is asked again", async () => {
    const { runs } = await answer("output-limit", false);
    expect(runs).toMatchObject([{ status: "completed" }, { status: "failed", how: "truncated" }]);
  });
});
