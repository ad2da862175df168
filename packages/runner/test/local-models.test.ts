import { answerFromPrompt } from "@review/test-kit/answer-from-prompt.mjs";
import { describe, expect, it, onTestFinished } from "vitest";
import { executeBatch } from "../src/batch/execute-batch.ts";
import { apiRunner } from "../src/services/api-runner.ts";
import { reportServices } from "../src/services/report-services.ts";
import { apiContext } from "./api-setup.ts";
import { reviewer, scratchBatch } from "./batches.ts";
import { OLLAMA_MODELS, startOllama } from "./model-server/ollama.mjs";

interface Model {
  /** What it prints first, and then. */
  answer: (prompt: string, call: number) => string;
  thinks?: string;
  model?: string;
  inJson?: boolean;
}

/** Lets a local model judge the batch of four pairs, without a key. */
async function judge({ answer, thinks, model = "qwen3:4b", inJson = false }: Model) {
  const server = await startOllama({ answer, ...(thinks !== undefined && { thinks }) });
  onTestFinished(() => server.close());
  const environment = { OPENAI_COMPATIBLE_BASE_URL: `${server.url}/v1` };
  const chosen = apiRunner.forModel?.(`openai-compatible/${model}`);
  if (!chosen) throw new Error("it has no model");
  const runner = inJson ? (chosen.runner.asJson?.() ?? chosen.runner) : chosen.runner;
  const scratch = await scratchBatch();
  const context = { ...scratch.context, ...apiContext({ environment }), repair: true };
  const { runs, execution } = await executeBatch(
    context,
    reviewer(["answer"], { runner, model: chosen.model }),
    scratch.batch,
  );
  return { runs, execution, requests: server.requests() };
}

const statuses = ({ runs }: Awaited<ReturnType<typeof judge>>) => runs.map(({ status }) => status);
/** What was asked for, and nothing else. */
const plain = (prompt: string) => answerFromPrompt(prompt);
const BOTH = ["completed", "completed"];

/** Prints something else first, and what was asked for when it is asked again. */
const atFirst = (change: (bundle: string) => string) => (prompt: string, call: number) => {
  const bundle = answerFromPrompt(prompt);
  return call === 1 ? change(bundle) : bundle;
};

describe("a model on this machine", () => {
  it("is found, and judges without a key", async () => {
    const server = await startOllama({ answer: plain });
    onTestFinished(() => server.close());
    const environment = { OPENAI_COMPATIBLE_BASE_URL: `${server.url}/v1` };
    const reports = await reportServices(environment, new AbortController().signal);
    expect(reports.at(-1)).toMatchObject({ provider: "openai-compatible", models: OLLAMA_MODELS });
    const judged = await judge({ answer: plain });
    expect(statuses(judged)).toEqual(BOTH);
    expect(judged.requests).toHaveLength(1);
    expect(judged.execution.telemetry?.usage).toMatchObject({ inputTokens: 900, outputTokens: 100 });
  });

  it("may say what it thinks, apart or in its answer, and talk around it", async () => {
    const apart = await judge({ answer: plain, thinks: "=== NOTE START: is this so?" });
    expect([statuses(apart), apart.requests.length]).toEqual([BOTH, 1]);
    const within = await judge({
      answer: (prompt) => `<think>\nLet me see.\n</think>\n\nSure!\n\n${answerFromPrompt(prompt)}\n\nDone.`,
    });
    expect([statuses(within), within.requests.length]).toEqual([BOTH, 1]);
  });

  it.each<[what: string, change: (bundle: string) => string]>([
    ["no line of the form", () => "Both notes look fine to me. **PASS**"],
    ["no end of the last note", (bundle) => bundle.split("\n").slice(0, -2).join("\n")],
    ["no results", (bundle) => bundle.replace(/^#+ Result:.*\n/gm, "")],
    ["a word of its own as result", (bundle) => bundle.replace(/Result: PASS/g, "Result: Excellent")],
    [
      "the last review left out",
      (bundle) =>
        bundle.replace(
          /=== GATE REVIEW START (?![\s\S]*=== GATE REVIEW START )[\s\S]*?=== GATE REVIEW END [^\n]*\n/,
          "",
        ),
    ],
    ["gates that nobody asked for", (bundle) => bundle.replaceAll("prose/two", "prose/three")],
  ])("that prints %s is asked once more, and then recorded", async (_, change) => {
    const judged = await judge({ answer: atFirst(change) });
    expect(statuses(judged)).toEqual(BOTH);
    expect(judged.requests.map(({ messages }) => messages.map(({ role }) => role))).toEqual([
      ["user"],
      ["user", "assistant", "user"],
    ]);
    expect(judged.requests[1]?.messages.at(-1)?.content).toContain("# What was wrong");
  });

  it("that breaks the form again is asked no more, and nothing of it is recorded", async () => {
    const judged = await judge({ answer: () => "I am only a small model." });
    expect(statuses(judged)).toEqual(["failed", "failed"]);
    expect(judged.requests).toHaveLength(2);
  });

  it("is held to a schema by --format-hint json, and may put a fence around what it prints", async () => {
    const asJson = (prompt: string) => {
      const notes = [
        ...new Set([...prompt.matchAll(/^=== NOTE START \w+: (.+) ===$/gm)].map(([, path]) => path)),
      ];
      const review = (gate: string) => ({
        gate,
        summary: "Fine.",
        findings: [],
        revision: "",
        result: "PASS",
      });
      return JSON.stringify({
        notes: notes.map((path) => ({ path, reviews: ["form/one", "prose/two"].map(review) })),
      });
    };
    const bare = await judge({ answer: asJson, inJson: true });
    expect([statuses(bare), bare.requests.length]).toEqual([BOTH, 1]);
    expect(bare.requests[0]?.response_format).toMatchObject({ type: "json_schema" });
    const fenced = await judge({
      answer: (prompt) => `Here it is:\n\n\`\`\`json\n${asJson(prompt)}\n\`\`\``,
      inJson: true,
    });
    expect([statuses(fenced), fenced.requests.length]).toEqual([BOTH, 1]);
    const mended = await judge({
      answer: (prompt, call) => (call === 1 ? '{"notes": [{"path": "' : asJson(prompt)),
      inJson: true,
    });
    expect([statuses(mended), mended.requests.length]).toEqual([BOTH, 2]);
  });

  it("that is not there is told as such", async () => {
    const { runs } = await judge({ answer: plain, model: "gemma9:1b" });
    expect(runs[0]).toMatchObject({
      status: "failed",
      how: "unknown-model",
      reason: expect.stringMatching(
        /does not know the model.*model 'gemma9:1b' not found.*--model \(`review-nested runners` lists them\), or fetch it: ollama pull gemma9:1b$/,
      ),
    });
  });
});
