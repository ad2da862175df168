import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { API_PROVIDERS, type ApiProvider } from "@review/db/vocabulary";
import { answerFromPrompt } from "@review/test-kit/answer-from-prompt.mjs";
import { describe, expect, it, onTestFinished } from "vitest";
import { apiContext, apiRequest, runnerAt } from "./api-setup.ts";

const MODEL = "the-model-1";

/** An answer as each service gives it to whom it does not stream. */
const WHOLE: Readonly<Record<ApiProvider, (text: string) => object>> = {
  anthropic: (text) => ({
    ...{ id: "m", type: "message", role: "assistant", model: MODEL, stop_reason: "end_turn" },
    content: [{ type: "text", text }],
    usage: { input_tokens: 70, output_tokens: 30 },
  }),
  openai: (text) => ({
    ...{ id: "r", created_at: 1, model: MODEL, status: "completed" },
    output: [
      {
        ...{ type: "message", role: "assistant", id: "t" },
        content: [{ type: "output_text", text, annotations: [] }],
      },
    ],
    usage: { input_tokens: 70, output_tokens: 30 },
  }),
  google: (text) => ({
    candidates: [{ content: { role: "model", parts: [{ text }] }, finishReason: "STOP" }],
    usageMetadata: { promptTokenCount: 70, candidatesTokenCount: 30 },
  }),
  "openai-compatible": (text) => ({
    ...{ id: "c", object: "chat.completion", created: 1, model: MODEL },
    choices: [{ index: 0, message: { role: "assistant", content: text }, finish_reason: "stop" }],
    usage: { prompt_tokens: 70, completion_tokens: 30 },
  }),
};

/** Asks a provider at a server that answers everything with one body. */
async function ask(provider: ApiProvider, body: string, type = "application/json; charset=utf-8") {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.writeHead(200, { "content-type": type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const execution = await runnerAt(url, provider).execute(apiRequest(), apiContext());
  return { execution, asked };
}

const ANSWER = answerFromPrompt(apiRequest().prompt);

describe.each(API_PROVIDERS)("an answer of %s that is not streamed", (provider) => {
  it("counts, with what it took, and is asked for once", async () => {
    const { execution, asked } = await ask(provider, JSON.stringify(WHOLE[provider](ANSWER)));
    expect(execution).toMatchObject({ ended: { how: "completed" }, text: ANSWER });
    expect(execution.telemetry?.usage).toMatchObject({ inputTokens: 70, outputTokens: 30 });
    if (provider !== "google") expect(execution.telemetry?.model).toBe(MODEL);
    expect(asked).toBe(1);
  });

  // Whatever object is an answer to the library's part for Google, and says nothing.
  it.skipIf(provider === "google")("is told with its own words where it is none", async () => {
    const { execution } = await ask(provider, '{"error":"Unexpected endpoint or method."}');
    expect(execution.ended).toMatchObject({
      how: "bad-address",
      message: expect.stringMatching(
        /^something other than .* answered \(application\/json.*: Unexpected endpoint or method\.\)$/,
      ),
    });
  });

  it("is no answer where it breaks off", async () => {
    const { execution } = await ask(provider, JSON.stringify(WHOLE[provider](ANSWER)).slice(0, 200));
    expect(execution).toMatchObject({ ended: { how: "bad-address" }, text: "" });
  });
});

it("a stream that is called JSON is one all the same", async () => {
  const part = (choice: object) => `data: ${JSON.stringify({ model: MODEL, choices: [choice] })}\n\n`;
  const stream = [
    part({ index: 0, delta: { content: ANSWER } }),
    part({ index: 0, delta: {}, finish_reason: "stop" }),
    "data: [DONE]\n\n",
  ];
  const { execution } = await ask("openai-compatible", stream.join(""));
  expect(execution).toMatchObject({ ended: { how: "completed" }, text: ANSWER });
});
