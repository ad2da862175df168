import { describe, expect, it } from "vitest";
import { claudeCode } from "../src/clients/claude-code/client.ts";
import { codex } from "../src/clients/codex/client.ts";
import type { FailureKind } from "../src/execution.ts";
import { tellFailure } from "../src/remedy.ts";
import { USAGE } from "./model-server/plan.mjs";
import { RECORDED_SCENARIOS } from "./real-clients/recorded-scenarios.mjs";
import { BOTH_GATES, listScenarios, listVersions, readTranscript, replay } from "./replay-transcript.ts";

interface Expected {
  how: "completed" | FailureKind;
  text?: unknown;
  model?: string | undefined;
  /** Requests that the client counted, each with the usage of the model server. */
  counted?: number;
  message?: RegExp;
  retryAfterSeconds?: unknown;
  resetsAt?: unknown;
}

const HALF = BOTH_GATES.slice(0, BOTH_GATES.length / 2);
const READ_FIRST = expect.stringMatching(
  /^Let me read the link first\.\nWhat I read: [^=]*# A file to read\n/,
);
const A_TIME = expect.stringMatching(/^2026-.*Z$/);

const failed = (how: FailureKind, more: Partial<Expected> = {}): Expected => ({ how, ...more });

const OPUS = "claude-opus-5-5";
const byClaude = (more: Partial<Expected> = {}): Expected => ({
  how: "completed",
  text: BOTH_GATES,
  model: OPUS,
  counted: 1,
  ...more,
});
const CLAUDE: Record<string, Expected> = {
  "absent-stop": byClaude(),
  "auth-401": failed("auth", { message: /Invalid API key.*: check ANTHROPIC_API_KEY/ }),
  "auth-401-subscription": failed("auth", { message: /^claude is not logged in: run claude once/ }),
  "auth-not-logged-in": failed("auth", { message: /^claude is not logged in: run claude once and log in/ }),
  "bad-effort": byClaude(),
  "bad-flag": failed("bad-invocation", { message: /unknown option '--nope'/ }),
  "bad-session-id": failed("bad-invocation", { message: /Invalid session ID/ }),
  // The client asked again, streaming, and counted what it got of both.
  "cut-socket": failed("truncated", { counted: 2 }),
  "cut-socket-partial": failed("truncated", { text: HALF, model: OPUS, counted: 2 }),
  "empty-answer": failed("empty-output", { counted: 2 }),
  "foreign-stop": byClaude(),
  "json-schema-ignored": byClaude({ counted: 2 }),
  "max-budget": failed("max-turns", { model: OPUS, counted: 3, message: /maximum budget \(\$0\.002\)/ }),
  "max-turns": failed("max-turns", { model: OPUS, counted: 2, message: /maximum number of turns \(2\)/ }),
  "model-mismatch": byClaude({ model: "another-model-1" }),
  "null-stop": byClaude(),
  ok: byClaude(),
  "ok-json": failed("bad-invocation", { counted: 1, message: /--output-format/ }),
  "ok-no-persistence": byClaude(),
  "ok-partial": byClaude(),
  "ok-subscription": byClaude(),
  "ok-text": failed("not-understood"),
  "overloaded-529": failed("overloaded"),
  "prompt-too-long": failed("prompt-too-long"),
  // The client waits a little longer than the service asks for.
  "rate-429": failed("rate-limited", { retryAfterSeconds: expect.closeTo(2.25, 0) }),
  "rate-429-subscription": failed("rate-limited", { retryAfterSeconds: expect.closeTo(2.25, 0) }),
  // It asked once more by itself.
  refusal: failed("refused", { counted: 2 }),
  "stall-sigint": failed("interrupted", { text: HALF, model: OPUS, counted: 1 }),
  "stall-sigkill": failed("crashed", { message: /SIGKILL/ }),
  "stall-sigterm-partial": failed("interrupted", { text: HALF, model: OPUS }),
  "stop-sequence": byClaude(),
  "tool-read": byClaude({ text: READ_FIRST, counted: 2 }),
  "two-text-blocks": byClaude(),
  "usage-limit": failed("usage-exhausted", { resetsAt: A_TIME, message: /after 2026-/ }),
};

const GPT = "gpt-5.5";
const byCodex = (more: Partial<Expected> = {}): Expected => ({ ...byClaude(), model: GPT, ...more });
const inTurn = (how: FailureKind, more: Partial<Expected> = {}): Expected => ({ how, model: GPT, ...more });
const CODEX: Record<string, Expected> = {
  "auth-401": inTurn("auth", { message: /401 Unauthorized/ }),
  "auth-not-logged-in": inTurn("auth", { message: /^codex is not logged in.*FAKE_KEY.*passEnv/ }),
  "bad-config-key": byCodex(),
  "bad-config-key-strict": failed("bad-invocation", { message: /no_such_key/ }),
  "bad-flag": failed("bad-invocation", { message: /unexpected argument '--nope'/ }),
  "bad-sandbox": failed("bad-invocation", { message: /invalid value 'nope'/ }),
  "cut-socket": inTurn("truncated"),
  "effort-clamped": byCodex(),
  "empty-answer": inTurn("empty-output", { counted: 1 }),
  "model-mismatch": byCodex({ model: "another-model-1" }),
  ok: byCodex(),
  "ok-effort-in-log": byCodex({ model: undefined }),
  "ok-ephemeral": byCodex({ model: undefined }),
  "ok-human": failed("not-understood"),
  overloaded: inTurn("overloaded"),
  "prompt-too-long": inTurn("prompt-too-long"),
  "rate-429-retry-after": inTurn("rate-limited"),
  refusal: inTurn("refused"),
  "stall-sigint": inTurn("interrupted"),
  "stall-sigterm": inTurn("interrupted", { message: /SIGTERM/ }),
  "tool-read": byCodex({ text: READ_FIRST, counted: 2 }),
  "two-text-blocks": byCodex(),
  "unknown-model": byCodex({ model: "gpt-9-nope" }),
  "usage-limit": inTurn("usage-exhausted", { resetsAt: A_TIME, message: /after 2026-/ }),
  "websocket-fallback": byCodex(),
};

describe.each([
  { client: claudeCode, expectations: CLAUDE },
  { client: codex, expectations: CODEX },
])("$client.name of the newest tested version", ({ client, expectations }) => {
  const { program, version } = client;
  const { oldest, newest } = version.tested;

  it("was recorded in every scenario that can be, as the oldest was", () => {
    const recorded = RECORDED_SCENARIOS.flatMap((each) => (each.client === program ? each.transcript : []));
    expect(listVersions(program)).toEqual([oldest, newest].toSorted());
    expect(listScenarios(program, newest)).toEqual(recorded.toSorted());
    expect(Object.keys(expectations).toSorted()).toEqual(recorded.toSorted());
  });

  it.each(Object.entries(expectations))("%s", (scenario, expected) => {
    const transcript = readTranscript(program, scenario, newest);
    expect(transcript.meta.version).toBe(newest);
    const { ended, text, telemetry } = replay(client, transcript);
    expect(ended).toMatchObject({ how: expected.how });
    expect(text).toEqual(expected.text ?? "");
    expect(telemetry?.model).toBe(expected.model);
    expect(telemetry?.exitCode).toBe(transcript.meta.exit_code ?? undefined);
    if (ended.how !== "completed") {
      expect(tellFailure(ended)).toMatch(expected.message ?? /: /);
      expect(tellFailure(ended)).not.toMatch(/[\n\r]/);
      expect(ended.retryAfterSeconds).toEqual(expected.retryAfterSeconds);
      expect(ended.resetsAt).toEqual(expected.resetsAt);
    }
  });

  it.each(Object.entries(expectations))("%s: usage", (scenario, { how, counted }) => {
    const { usage } = replay(client, readTranscript(program, scenario, newest)).telemetry ?? {};
    expect(usage?.inputTokens).toBe(counted && USAGE.input * counted);
    expect(usage?.cachedInputTokens).toBe(counted && USAGE.cached * counted);
    // Of an answer that broke off the client guesses it.
    if (how === "truncated" || how === "interrupted") return;
    expect(usage?.outputTokens).toBe(counted && USAGE.output * counted);
  });
});
