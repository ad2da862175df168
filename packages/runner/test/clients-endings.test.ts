import { describe, expect, it } from "vitest";
import { claudeCode } from "../src/clients/claude-code/client.ts";
import type { Client } from "../src/clients/client.ts";
import { codex } from "../src/clients/codex/client.ts";
import type { ProcessEnd } from "../src/process/subprocess.ts";
import { tellFailure } from "../src/remedy.ts";
import { readTranscript } from "./replay-transcript.ts";

// What the recordings do not hold: described for these versions, or to be expected of others.

function end(
  client: Client,
  events: readonly unknown[],
  process: Partial<ProcessEnd> = {},
  session: unknown[] = [],
) {
  const { request } = readTranscript(client.program, "ok");
  const reader = client.reader(request);
  for (const event of events) reader.line(JSON.stringify(event));
  reader.sessionFile?.({ HOME: "/home/user" });
  for (const line of session) reader.sessionLine?.(JSON.stringify(line));
  const exit: ProcessEnd = { cause: "exited", exitCode: 0, stdout: "", stderr: "", durationMs: 1 };
  return reader.end({ ...exit, ...process });
}

const init = { type: "system", subtype: "init", session_id: "s", claude_code_version: "9" };
const message = (text: string, more: object = {}, model = "m-1") => ({
  type: "assistant",
  message: { model, content: [{ type: "text", text }] },
  ...more,
});
const usage = { x: { inputTokens: 1 } };
const success = {
  type: "result",
  subtype: "success",
  is_error: false,
  stop_reason: "end_turn",
  modelUsage: usage,
};
const failure = (error: string | undefined, result: string, more: object = {}) => [
  init,
  { type: "assistant", message: { model: "<synthetic>", content: [{ type: "text", text: result }] }, error },
  { ...success, is_error: true, stop_reason: "stop_sequence", result, ...more },
];

const API_LIMIT =
  "You have reached your specified API usage limits. You will regain access on 2026-12-01 at 00:00 UTC.";
const thread = { type: "thread.started", thread_id: "01a202e9-d9a1-7381-b285-9b32b526081c" };
const said = (text: string) => ({ type: "item.completed", item: { type: "agent_message", text } });
const rerouted = (from: string, to: string) => ({
  type: "item.completed",
  item: { type: "error", message: `model rerouted: ${from} -> ${to} (Reason)` },
});
const turnFailed = (message: string) => [thread, { type: "turn.failed", error: { message } }];
const turnCompleted = { type: "turn.completed", usage: {} };
const rollout = (payload: object) => [
  { type: "session_meta", payload: { id: thread.thread_id } },
  { type: "turn_context", payload: { model: "gpt-5.4", effort: "low" } },
  { type: "event_msg", payload: { type: "task_complete", error: payload } },
];

describe("claude-code", () => {
  it.each([
    ["auth", failure("oauth_org_not_allowed", "Your organization is not allowed")],
    ["timeout", failure("unknown", "API Error: The operation timed out.")],
    ["truncated", failure("unknown", "API Error: Stream ended without receiving any events")],
    ["usage-exhausted", failure("unknown", "You've hit your weekly limit")],
    ["overloaded", failure("overloaded", "API Error: busy")],
    ["overloaded", failure("server_error", "API Error: 503", { api_error_status: 503 })],
    ["crashed", failure("invalid_request", "API Error: something", { api_error_status: 400 })],
    ["bad-invocation", failure("invalid_request", "API Error: effort: no such", { api_error_status: 400 })],
    ["usage-exhausted", failure("unknown", `API Error: 400 ${API_LIMIT}`, { api_error_status: 400 })],
    ["usage-exhausted", failure("unknown", "Credit balance is too low", { api_error_status: 400 })],
    ["auth", failure("invalid_request", "API Error: 400 This organization has been disabled.")],
    ["unknown-model", failure("unknown", "There's an issue with the selected model (opus-9).")],
    [
      "interrupted",
      failure(undefined, "", { subtype: "error_during_execution", terminal_reason: "aborted_tools" }),
    ],
    ["crashed", failure(undefined, "", { subtype: "error_during_execution" })],
    ["crashed", failure("something new", "API Error: something new")],
    ["completed", [init, message("All."), success, { ...success, is_error: true }]],
    ["completed", [init, message("All."), success, message("And more.")]],
    ["completed", [init, message("All."), { ...success, stop_reason: null }]],
    ["completed", [init, message("All."), { ...success, stop_reason: "stop" }]],
    ["refused", [init, message("All."), { ...success, stop_reason: "refusal" }]],
    ["truncated", [init, message("All."), { ...success, stop_reason: "max_tokens" }]],
    ["truncated", [init, message("All."), { ...success, modelUsage: {} }]],
    ["empty-output", [init, message(" \n"), success]],
  ])("ends as %s", (how, events) => {
    expect(end(claudeCode, events).ended.how).toBe(how);
  });

  it("ends as crashed if it says success but exits otherwise", () => {
    const { ended } = end(claudeCode, [init, message("All."), success], {
      exitCode: 2,
      stderr: "out of\nmemory\n",
    });
    expect(ended).toMatchObject({
      how: "crashed",
      message: expect.stringContaining("exit code 2 before it was done (memory)"),
    });
  });

  it("takes usage and cost of the whole run where they are not told by model", () => {
    const told = {
      ...{ modelUsage: undefined, total_cost_usd: 0.01 },
      usage: { input_tokens: 10, cache_read_input_tokens: 3, output_tokens: 5 },
    };
    const { telemetry } = end(claudeCode, [init, message("All."), { ...success, ...told }]);
    expect(telemetry).toMatchObject({
      costUsd: 0.01,
      usage: { inputTokens: 13, cachedInputTokens: 3, outputTokens: 5 },
    });
  });

  it("says when an account may be used again", () => {
    const events = failure("unknown", `API Error: 400 ${API_LIMIT}`, { api_error_status: 400 });
    expect(end(claudeCode, events).ended).toMatchObject({ resetsAt: "2026-12-01T00:00:00.000Z" });
  });

  it("takes nothing that comes after the first successful result", () => {
    const events = [init, message("All."), success, message("And more.", {}, "m-2"), failure("x", "y")[2]];
    expect(end(claudeCode, events)).toMatchObject({ text: "All.", telemetry: { model: "m-1" } });
  });

  it("joins the text blocks of one message as they are, and begins a line where a sentinel does", () => {
    const block = (text: string, id = "msg-1", type = "text") => ({
      type: "assistant",
      message: { id, model: "m-1", content: [{ type, text }] },
    });
    const { request } = readTranscript("claude", "ok");
    const [start, finish] = ["START", "END"].map((word) => `=== NOTE ${word} ${request.token}: a.md ===\n`);
    const events = [
      block("I begin."),
      block(`${start}a party \ud83c`),
      block("\udf89\n"),
      block(String(finish).slice(0, 9)),
      block(String(finish).slice(9)),
      block("", "msg-1", "thinking"),
      block("After a thought."),
      block("Another message.", "msg-2"),
    ];
    expect(end(claudeCode, [init, ...events, success]).text).toBe(
      `I begin.\n${start}a party 🎉\n${finish}After a thought.\nAnother message.`,
    );
  });

  it.each([
    // 2.1.197, exactly as asked, or by its own choice.
    [1, 30_000, 30],
    [3, 1000, 1],
    [1, 612.5, undefined],
    // 2.1.332, with up to a quarter more.
    [1, 2203, 2.203],
    [2, 2325, 2.325],
    [1, 624, undefined],
    [2, 1249, undefined],
    [7, 39_000.5, undefined],
    [7, 75_000.5, 75.0005],
  ])("tells the service's wish to wait from claude's own: attempt %d, %d ms", (attempt, delay, seconds) => {
    const retry = {
      type: "system",
      subtype: "api_retry",
      error: "rate_limit",
      attempt,
      retry_delay_ms: delay,
    };
    const [first, ...rest] = failure("rate_limit", "429", { api_error_status: 429 });
    const { ended } = end(claudeCode, [first, retry, ...rest]);
    expect(ended.how === "completed" ? ended : ended.retryAfterSeconds).toBe(seconds);
  });

  it("says mixed, without evidence, if several models answered", () => {
    const { telemetry } = end(claudeCode, [
      init,
      message("a"),
      message("b", {}, "m-2"),
      message("c", {}, "m-3"),
      success,
    ]);
    expect(telemetry?.model).toBe("mixed");
    expect(telemetry).not.toHaveProperty("modelEvidence");
  });

  it("takes nothing of a subagent's for the answer", () => {
    const events = [init, message("draft", { parent_tool_use_id: "t-1" }, "m-2"), message("All."), success];
    expect(end(claudeCode, events)).toMatchObject({ text: "All.", telemetry: { model: "mixed" } });
  });
});

describe("codex", () => {
  it.each([
    ["overloaded", "unexpected status 502 Bad Gateway: , url: http://x"],
    ["auth", "unexpected status 403 Forbidden: no"],
    ["usage-exhausted", "To use Codex with your ChatGPT plan, upgrade to Plus"],
    ["rate-limited", "rate limit exceeded: slow down"],
    ["truncated", "stream disconnected before completion: something new"],
    ["crashed", '{"error":{"message":"No.","type":"invalid_request_error"}}'],
    ["bad-invocation", '{"error":{"message":"No such parameter.","type":"invalid_request_error"}}'],
    [
      "usage-exhausted",
      '{"error":{"message":"You exceeded your current quota.","code":"insufficient_quota"}}',
    ],
    ["usage-exhausted", "unexpected status 429 Too Many Requests: The usage limit has been reached"],
    ["auth", '{"error":{"message":"It has been deactivated.","code":"account_deactivated"}}'],
    ["unknown-model", '{"error":{"message":"No.","code":"model_not_found"}}'],
    ["crashed", "something new"],
    ["crashed", ""],
  ])("ends as %s for %j", (how, message) => {
    expect(end(codex, turnFailed(message), { exitCode: 1 }).ended.how).toBe(how);
  });

  it.each([
    ["auth", "unauthorized"],
    ["auth", { http_connection_failed: { http_status_code: 401 } }],
    ["unknown-model", "model_not_found"],
    ["usage-exhausted", "usage_limit_exceeded"],
    ["rate-limited", "rate_limit_exceeded"],
    ["rate-limited", { response_too_many_failed_attempts: { http_status_code: 429 } }],
    ["overloaded", "server_overloaded"],
    ["overloaded", "internal_server_error"],
    ["prompt-too-long", "context_window_exceeded"],
    ["crashed", "other"],
  ])("ends as %s for the class %j, in whatever words", (how, info) => {
    const session = rollout({ message: "In new words.", codex_error_info: info });
    expect(end(codex, turnFailed("In new words."), { exitCode: 1 }, session).ended.how).toBe(how);
  });

  it.each([
    ["20ms", 0.02],
    ["1.5s", 1.5],
    ["7m", 420],
    ["1m26.4s", 86.4],
    ["2h", 7200],
    ["a moment", undefined],
  ])("reads: try again in %s", (wait, seconds) => {
    const { ended } = end(codex, turnFailed(`rate limit exceeded: Please try again in ${wait}.`), {
      exitCode: 1,
    });
    expect(ended).toMatchObject({ how: "rate-limited" });
    expect("retryAfterSeconds" in ended ? ended.retryAfterSeconds : undefined).toBe(seconds);
  });

  it.each([
    ["the one rerouted to, if nothing came before", [rerouted("a", "b"), said("All.")], "b"],
    ["mixed, if something came before", [said("First."), rerouted("a", "b"), said("All.")], "mixed"],
    ["mixed, if there were two of them", [rerouted("a", "b"), rerouted("b", "c"), said("All.")], "mixed"],
    ["that of the rollout otherwise", [said("All.")], "gpt-5.4"],
  ])("the model is %s", (_what, events, model) => {
    expect(end(codex, [thread, ...events, turnCompleted], {}, rollout({})).telemetry?.model).toBe(model);
  });

  it("ends as failed if anything failed, and as crashed if it exits otherwise", () => {
    expect(end(codex, [...turnFailed("x"), said("All."), turnCompleted]).ended.how).toBe("crashed");
    expect(end(codex, [thread, said("All."), turnCompleted], { exitCode: 1 }).ended.how).toBe("crashed");
    expect(end(codex, [thread, said(" \n"), turnCompleted]).ended.how).toBe("empty-output");
  });
});

describe.each([claudeCode, codex])("$name", (client) => {
  it.each([
    [{ cause: "not-found" }, "not-installed"],
    [{ cause: "cannot-start", problem: "spawn EACCES" }, "not-installed"],
    [{ cause: "too-much-output" }, "crashed"],
    [{ cause: "killed", signal: "SIGHUP" }, "interrupted"],
    [{ cause: "killed", signal: "SIGSEGV" }, "crashed"],
    [{ cause: "exited", exitCode: 130 }, "interrupted"],
    [{ cause: "exited", exitCode: 127, stderr: "env: node: No such file or directory" }, "crashed"],
  ] as const)("%j is %s", (process, how) => {
    const { ended } = end(client, [], process);
    expect(ended.how).toBe(how);
    expect("message" in ended && tellFailure(ended)).toMatch(/^[^\n]+: [^\n]+$/);
  });
});
