#!/usr/bin/env node
// A reviewer that writes down what it was given (arguments, environment, folder) in the file `spied.jsonl` beside the
// tree, repeats its environment in everything it says, and answers. It can stand for any client.
import { once } from "node:events";
import { appendFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { answerPrompt } from "../answer-prompt.mjs";

const { argv, env } = process;
const file = env.REVIEW_PROMPT_FILE;
const isClaude = argv.includes("stream-json");
const prompt = isClaude ? await readMessage() : readFileSync(file ?? 0, "utf8");
const modes =
  file === undefined ? [] : [file, dirname(file)].map((path) => (statSync(path).mode & 0o777).toString(8));
appendFileSync("../spied.jsonl", `${JSON.stringify({ args: argv.slice(2), env, modes })}\n`);

const told = JSON.stringify(env);
console.error(told);
if (env.REVIEW_TELEMETRY_FILE)
  writeFileSync(env.REVIEW_TELEMETRY_FILE, JSON.stringify({ sessionId: told, clientVersion: env.MY_TOKEN }));
const answer = answerPrompt(prompt).replaceAll("Judged ", `${told} Judged `);
if (isClaude) {
  const content = [{ type: "text", text: answer }];
  const usage = { input_tokens: 1, output_tokens: 1 };
  const message = { model: "claude-opus-4-8", role: "assistant", content, stop_reason: "end_turn", usage };
  const modelUsage = { "claude-opus-4-8": { inputTokens: 1, outputTokens: 1 } };
  const ending = {
    is_error: false,
    stop_reason: "end_turn",
    num_turns: 1,
    result: answer,
    usage,
    modelUsage,
  };
  for (const event of [
    { type: "system", subtype: "init", model: "claude-opus-4-8", session_id: "s" },
    { type: "assistant", message, session_id: "s" },
    { type: "result", subtype: "success", ...ending, session_id: "s" },
  ]) {
    console.log(JSON.stringify(event));
  }
} else {
  process.stdout.write(answer);
}

/** claude's stdin stays open; the prompt is the first message of a stream. */
async function readMessage() {
  const [line] = await once(createInterface({ input: process.stdin }), "line");
  process.stdin.destroy();
  return JSON.parse(line).message.content[0].text;
}
