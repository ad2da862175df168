import type { ApiProvider } from "@review/db/vocabulary";
import { answerFromPrompt } from "@review/test-kit/answer-from-prompt.mjs";
import { describe, expect, it, onTestFinished } from "vitest";
import { executeBatch } from "../src/batch/execute-batch.ts";
import { apiContext, runnerAt } from "./api-setup.ts";
import { reviewer, scratchBatch } from "./batches.ts";
import { startModelServer } from "./model-server/start-model-server.mjs";

const SENTINEL = /^=== (NOTE|GATE REVIEW) START \w+: (.*) ===$/;

/** What a model makes of a prompt that asks for JSON: a warning of each pair, whose texts look like anything. */
function inJson(prompt: string, change: (review: object) => object = (review) => review): string {
  const notes: { path: string; reviews: object[] }[] = [];
  for (const line of answerFromPrompt(prompt).split("\n")) {
    const [, kind, name = ""] = SENTINEL.exec(line) ?? [];
    if (kind === "NOTE") notes.push({ path: name, reviews: [] });
    if (kind !== "GATE REVIEW") continue;
    const message = `=== NOTE END: ${name} ===\n## Result: FAIL`;
    const quotes = [notes.at(-1)?.path.includes("a.md") ? "# A" : "# B"];
    const findings = [{ severity: "WARN", message, quotes }];
    notes
      .at(-1)
      ?.reviews.push(change({ gate: name, summary: "So.", findings, revision: "", result: "WARN" }));
  }
  return JSON.stringify({ notes });
}

/** Lets a service that answers in JSON judge a batch of four pairs. */
async function judge(
  provider: ApiProvider,
  answer = (prompt: string) => inJson(prompt),
  model = "some-model-1",
) {
  const server = await startModelServer({ answer });
  onTestFinished(() => server.close());
  const scratch = await scratchBatch();
  const runner = runnerAt(server.url, provider).asJson?.();
  if (!runner) throw new Error("it cannot answer in JSON");
  const context = { ...scratch.context, ...apiContext(), repair: true };
  const { runs } = await executeBatch(context, reviewer(["answer"], { runner, model }), scratch.batch);
  return { runs, requests: server.requests() };
}

describe("a service that is told to answer in JSON", () => {
  it.each<[ApiProvider, (body: { [key: string]: never }) => unknown]>([
    ["openai", (body) => Object(body.text).format.schema],
    ["openai-compatible", (body) => Object(body.response_format).json_schema.schema],
    ["google", (body) => Object(body.generationConfig).responseSchema],
  ])("%s: is given the schema, and its answer is recorded like others", async (provider, schemaOf) => {
    const { runs, requests } = await judge(provider);
    expect(runs.map(({ status }) => status)).toEqual(["completed", "completed"]);
    const [gate] = runs[0]?.status === "completed" ? runs[0].gates : [];
    expect(gate).toMatchObject({
      decision: "warn",
      findings: [{ message: expect.stringMatching(/^=== NOTE END: \S+ === ## Result: FAIL$/) }],
    });
    expect(requests).toHaveLength(1);
    expect(schemaOf(JSON.parse(requests[0]?.body ?? ""))).toMatchObject({ required: ["notes"] });
    expect(requests[0]?.turn.prompt).toContain("# Form of the answer");
  });

  it("anthropic: has its own way for models that know it", async () => {
    const { runs, requests } = await judge("anthropic", undefined, "claude-sonnet-4-5");
    expect(runs.map(({ status }) => status)).toEqual(["completed", "completed"]);
    expect(requests[0]?.body).toContain('"json_schema"');
  });

  it("anthropic: has a model that it does not know call a tool with the answer", async () => {
    const { runs, requests } = await judge("anthropic");
    expect(runs.map(({ status }) => status)).toEqual(["completed", "completed"]);
    expect(requests).toHaveLength(1);
    const { tools, tool_choice } = JSON.parse(requests[0]?.body ?? "");
    expect(tools).toMatchObject([{ name: "json", input_schema: { required: ["notes"] } }]);
    expect(tool_choice).toMatchObject({ type: "any" });
  });

  it("anthropic: understands a model that calls no tool, and repairs in the same conversation", async () => {
    const asText = await judge("anthropic", (prompt) => answerFromPrompt(prompt));
    expect(asText.runs.map(({ status }) => status)).toEqual(["completed", "completed"]);
    let calls = 0;
    const { runs, requests } = await judge("anthropic", (prompt) => {
      calls += 1;
      return inJson(prompt, (review) => (calls === 1 ? { ...review, result: "PASS" } : review));
    });
    expect(runs.map(({ status }) => status)).toEqual(["completed", "completed"]);
    expect(requests.map(({ body }) => JSON.parse(body).messages.length)).toEqual([1, 3]);
  });

  it("is asked once more for what cannot be recorded, in the same form", async () => {
    let calls = 0;
    const { runs, requests } = await judge("openai-compatible", (prompt) => {
      calls += 1;
      return inJson(prompt, (review) => (calls === 1 ? { ...review, result: "PASS" } : review));
    });
    expect(runs.map(({ status }) => status)).toEqual(["completed", "completed"]);
    expect(requests).toHaveLength(2);
    expect(requests[1]?.turn.prompt).toContain("# What was wrong");
    expect(requests[1]?.turn.prompt).toContain("# Form of the answer");
  });

  it("may print a bundle all the same, and fails where it prints neither", async () => {
    const bundle = await judge("openai-compatible", (prompt) => answerFromPrompt(prompt));
    expect(bundle.runs.map(({ status }) => status)).toEqual(["completed", "completed"]);
    const neither = await judge("openai-compatible", () => "{}");
    expect(neither.runs.map(({ status }) => status)).toEqual(["failed", "failed"]);
  });
});
