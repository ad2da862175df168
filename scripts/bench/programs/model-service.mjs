// A model service for `api`: passes everything, `--wait MS` after it was asked, and says where it listens and when it was asked.
// `--keep FILE` is where the last request is kept.
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { parseArgs } from "node:util";
import { answerFromPrompt } from "../../../packages/test-kit/src/answer-from-prompt.mjs";

const { values } = parseArgs({
  options: { wait: { type: "string", default: "0" }, keep: { type: "string" } },
});

const server = createServer(async (request, response) => {
  process.stdout.write(`asked ${Date.now()}\n`);
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const asked = Buffer.concat(chunks);
  if (values.keep !== undefined) writeFileSync(values.keep, asked);
  const { messages, model } = JSON.parse(String(asked));
  const content = answerFromPrompt(messages[0].content);
  setTimeout(() => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const about = { id: "c", object: "chat.completion.chunk", created: 1, model };
    const send = (/** @type {object} */ data) =>
      response.write(`data: ${JSON.stringify({ ...about, ...data })}\n\n`);
    send({ choices: [{ index: 0, delta: { role: "assistant", content }, finish_reason: null }] });
    send({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });
    response.end("data: [DONE]\n\n");
  }, Number(values.wait));
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") process.stdout.write(`port ${address.port}\n`);
});
