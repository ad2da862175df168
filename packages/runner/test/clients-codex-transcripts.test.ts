import { describe, expect, it } from "vitest";
import { codex } from "../src/clients/codex/client.ts";
import type { FailureKind } from "../src/execution.ts";
import { tellFailure } from "../src/remedy.ts";
import { BOTH_GATES, FIRST_GATE, listScenarios, readTranscript, replay } from "./replay-transcript.ts";

interface Expected {
  how: "completed" | FailureKind;
  text?: string;
  /** As in the rollout, where there is one. */
  model?: string | undefined;
  effort?: string;
  /** Requests that the client counted: each is 100 tokens in (50 of them cached), 25 out (10 for reasoning). */
  counted?: number;
  message?: RegExp;
  retryAfterSeconds?: number;
  resetsAt?: string;
}

const GPT = "gpt-5.5";
const done = (more: Partial<Expected> = {}): Expected => ({
  how: "completed",
  text: BOTH_GATES,
  model: GPT,
  counted: 1,
  ...more,
});
/** Failed in its turn: there is a rollout. */
const failed = (how: FailureKind, more: Partial<Expected> = {}): Expected => ({ how, model: GPT, ...more });
/** Failed before its turn: there is none. */
const refused = (how: FailureKind, message: RegExp): Expected => ({ how, message });

// From what was played (`note` in meta.json) and from the classes of errors that the recordings were made to show.
const EXPECTED: Record<string, Expected> = {
  "auth-401": failed("auth", { message: /401 Unauthorized/ }),
  "auth-login-expired": failed("auth", { message: /run codex login/ }),
  "auth-not-logged-in": failed("auth", { message: /^codex is not logged in.*FAKE_KEY.*passEnv/ }),
  "bad-400": failed("crashed", { message: /\(Invalid value for input\.\)/ }),
  "bad-config-key": done(),
  "bad-config-key-strict": refused("bad-invocation", /no_such_key/),
  "bad-dir": refused("bad-invocation", /No such file or directory/),
  "bad-flag": refused("bad-invocation", /unexpected argument '--nope'/),
  "bad-sandbox": refused("bad-invocation", /invalid value 'nope'/),
  "big-answer": done({ text: expect.stringMatching(/^(All work and no play .*\n)+/) }),
  "connection-refused": failed("crashed", { message: /check the network/ }),
  "connection-refused-default": failed("timeout"),
  "connection-reset": failed("crashed", { message: /check the network/ }),
  "cut-after-message": failed("truncated", { text: FIRST_GATE }),
  "cut-eof": failed("truncated"),
  "cut-recovers-duplicate": done(),
  "cut-socket": failed("truncated"),
  "effort-clamped": done({ effort: "ultra" }),
  "empty-answer": failed("empty-output", { counted: 1 }),
  "error-after-text": failed("overloaded"),
  "forbidden-403": failed("unknown-model", { message: /does not have access to this model.*--model/ }),
  // To codex this looks like a stream that ended at once.
  "html-page": failed("truncated"),
  "max-tokens": failed("truncated", { text: `${FIRST_GATE}=== GATE REV`, counted: 1 }),
  "model-404": failed("unknown-model", { message: /another with --model/ }),
  "model-mismatch": done({ model: "other-model-20990101" }),
  "model-mismatch-body-only": done(),
  "not-git": refused("bad-invocation", /Not inside a trusted directory/),
  ok: done(),
  "ok-effort-in-log": done({ model: undefined }),
  "ok-ephemeral": done({ model: undefined }),
  // Not our command line: no events.
  "ok-human": refused("not-understood", /none is an event/),
  "output-schema": done({ text: '{"verdict":"pass","findings":[]}' }),
  "output-schema-violated": done(),
  overloaded: failed("overloaded"),
  "overloaded-stream": failed("overloaded"),
  preamble: done({ text: `I will review the change now.\n\n${BOTH_GATES}\nThat is all.\n` }),
  "prompt-bad-utf8": refused("bad-invocation", /not valid UTF-8/),
  "prompt-empty": refused("bad-invocation", /No prompt provided/),
  "prompt-over-limit": refused("prompt-too-long", /1048576/),
  "prompt-too-long": failed("prompt-too-long"),
  "quota-exceeded": failed("usage-exhausted"),
  "rate-429": failed("rate-limited"),
  "rate-429-retry-after": failed("rate-limited"),
  "rate-stream": failed("rate-limited", { retryAfterSeconds: 1.5 }),
  refusal: failed("refused"),
  "server-500": failed("overloaded"),
  "server-500-default-retries": failed("overloaded"),
  "server-500-recovers": done(),
  "stall-5s": done(),
  "stall-idle-timeout": failed("timeout"),
  "stall-sigint": failed("interrupted"),
  "stall-sigkill": failed("crashed", { message: /SIGKILL/ }),
  "stall-sigterm": failed("interrupted", { message: /SIGTERM/ }),
  thinking: done(),
  "tool-read": done({ text: `Let me read the file first.\n${BOTH_GATES}`, counted: 2 }),
  "tool-write-refused": done({ counted: 2 }),
  "two-text-blocks": done(),
  "unknown-model": done({ model: "gpt-9-nope" }),
  "usage-limit": failed("usage-exhausted", {
    resetsAt: "2026-11-22T12:00:22.000Z",
    message: /after 2026-11-22T12/,
  }),
  "usage-limit-out-of-credits": failed("usage-exhausted", { message: /out of credits/ }),
  "usage-not-included": failed("usage-exhausted", { message: /plan/ }),
  "usage-warning": done(),
  "websocket-fallback": done(),
};

describe("codex reads every recorded run", () => {
  it("expects something of each", () => {
    expect(Object.keys(EXPECTED).sort()).toEqual(listScenarios("codex"));
    expect(listScenarios("codex")).toHaveLength(63);
  });

  it.each(Object.entries(EXPECTED))("%s", (scenario, expected) => {
    const transcript = readTranscript("codex", scenario);
    const { ended, text, telemetry } = replay(codex, transcript);
    expect(ended).toMatchObject({ how: expected.how });
    expect(text).toEqual(expected.text ?? "");
    expect(telemetry?.model).toBe(expected.model);
    expect(telemetry?.modelEvidence).toBe(expected.model && "observed");
    expect(telemetry?.effort).toBe(expected.effort ?? "high");
    if (ended.how !== "completed") {
      expect(tellFailure(ended)).toMatch(expected.message ?? /: /);
      expect(tellFailure(ended)).not.toMatch(/[\n\r]/);
      expect(ended.retryAfterSeconds).toBe(expected.retryAfterSeconds);
      expect(ended.resetsAt).toBe(expected.resetsAt);
    }

    const { meta, lines, session } = transcript;
    const threadId: unknown = lines[0]?.startsWith("{") ? JSON.parse(lines[0]).thread_id : undefined;
    const { counted } = expected;
    expect(telemetry?.exitCode).toBe(meta.exit_code ?? undefined);
    expect(telemetry?.durationMs).toBe(1234);
    expect(telemetry?.costUsd).toBeUndefined();
    expect(telemetry?.sessionId).toBe(threadId);
    expect(telemetry?.clientVersion).toBe(session.length > 0 && threadId ? meta.version : undefined);
    expect(telemetry?.usage).toEqual(
      counted && {
        inputTokens: 100 * counted,
        cachedInputTokens: 50 * counted,
        outputTokens: 25 * counted,
        reasoningTokens: 10 * counted,
      },
    );
  });

  it.each(["stall-sigint", "stall-sigkill", "stall-sigterm"])("%s, if the signal was our own", (scenario) => {
    for (const cause of ["interrupted", "timeout"] as const) {
      const { ended, telemetry } = replay(codex, readTranscript("codex", scenario), { cause });
      expect(ended.how).toBe(cause);
      expect(telemetry?.model).toBe(GPT);
    }
  });

  it.each(listScenarios("codex"))("%s: ends alike without a rollout", (scenario) => {
    const transcript = { ...readTranscript("codex", scenario), session: [] };
    const { ended, text, telemetry } = replay(codex, transcript);
    const { how, text: expectedText = "" } = EXPECTED[scenario] ?? {};
    // Only the rollout tells an interrupted codex from a crashed one.
    expect(ended.how).toBe(scenario === "stall-sigint" ? "crashed" : how);
    expect(text).toEqual(expectedText);
    expect(telemetry?.model).toBe(scenario === "model-mismatch" ? "other-model-20990101" : undefined);
  });

  it("takes nothing from the rollout of another thread", () => {
    const transcript = readTranscript("codex", "ok");
    const { session } = readTranscript("codex", "unknown-model");
    expect(replay(codex, { ...transcript, session }).telemetry?.model).toBeUndefined();
  });

  it.each(listScenarios("codex"))("%s: the log does not repeat the answer", (scenario) => {
    const { text, log } = replay(codex, readTranscript("codex", scenario));
    if (text !== "") expect(log).not.toContain("### Summary");
  });
});
