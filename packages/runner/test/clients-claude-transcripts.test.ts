import { describe, expect, it } from "vitest";
import { claudeCode } from "../src/clients/claude-code/client.ts";
import type { FailureKind } from "../src/execution.ts";
import { tellFailure } from "../src/remedy.ts";
import { BOTH_GATES, FIRST_GATE, listScenarios, readTranscript, replay } from "./replay-transcript.ts";

interface Expected {
  how: "completed" | FailureKind;
  text?: string;
  /** The served model; undefined where no message of a model came. */
  model?: string;
  /** Requests that the client counted: each is 12 + 3 + 4 tokens in, 42 out. */
  counted?: number;
  message?: RegExp;
  retryAfterSeconds?: number;
  resetsAt?: string;
}

const OPUS = "claude-opus-4-8";
const done = (more: Partial<Expected> = {}): Expected => ({
  how: "completed",
  text: BOTH_GATES,
  model: OPUS,
  counted: 1,
  ...more,
});
const failed = (how: FailureKind, more: Partial<Expected> = {}): Expected => ({ how, ...more });
const CUT_SECOND = `${FIRST_GATE}=== GATE REV`;
const READ_FIRST = `Let me read the file first.\n${BOTH_GATES}`;

// From what was played (`note` in meta.json) and from the classes of errors that the recordings were made to show.
const EXPECTED: Record<string, Expected> = {
  "auth-401": failed("auth", { message: /Invalid API key.*: check ANTHROPIC_API_KEY/ }),
  "auth-401-subscription": failed("auth", {
    message: /^claude is not logged in: run claude once and log in/,
  }),
  "auth-not-logged-in": failed("auth", { message: /^claude is not logged in: run claude once and log in/ }),
  "bad-400": failed("crashed", { message: /messages: something is wrong/ }),
  "bad-effort": done(),
  "bad-flag": failed("bad-invocation", { message: /unknown option '--nope'/ }),
  "bad-session-id": failed("bad-invocation", { message: /Invalid session ID/ }),
  "big-answer": done({ text: expect.stringMatching(/^(All work and no play .*\n)+/) }),
  "connection-refused": failed("crashed", { message: /ConnectionRefused.*check the network/ }),
  "connection-reset": failed("crashed", { message: /ECONNRESET.*check the network/ }),
  "credit-too-low": failed("usage-exhausted", { message: /add credit/ }),
  "cut-eof": failed("truncated"),
  "cut-eof-after-block": failed("truncated", { text: FIRST_GATE, model: OPUS }),
  "cut-socket": failed("truncated"),
  "cut-socket-after-block": failed("truncated", { text: FIRST_GATE, model: OPUS }),
  "cwd-with-space": done(),
  "empty-answer": failed("empty-output", { counted: 2 }),
  "error-after-text": failed("overloaded", { text: FIRST_GATE, model: OPUS }),
  "extra-usage-400": failed("usage-exhausted", { message: /out of extra usage/ }),
  "forbidden-403": failed("auth", { message: /403/ }),
  "hang-sigint": failed("truncated"),
  "hang-timeout": failed("timeout"),
  "hook-noise": done(),
  "html-page": failed("crashed", { message: /check the proxy and ANTHROPIC_BASE_URL/ }),
  // Not our command line: the answer is not in text blocks.
  "json-schema": failed("bad-invocation", { model: OPUS, counted: 1, message: /--json-schema/ }),
  // The client asked again, the model gave the same answer again.
  "json-schema-ignored": done({ counted: 2 }),
  "max-budget": failed("max-turns", { model: OPUS, counted: 2, message: /maximum budget \(\$0\.002\)/ }),
  "max-tokens": failed("truncated", {
    text: `${CUT_SECOND}\n`.repeat(3) + CUT_SECOND,
    model: OPUS,
    counted: 4,
  }),
  "max-turns": failed("max-turns", { model: OPUS, counted: 2, message: /maximum number of turns \(2\)/ }),
  "model-404": failed("unknown-model", { message: /another with --model/ }),
  "model-fallback": done({ model: "claude-sonnet-5" }),
  "model-mismatch": done({ model: "other-model-20990101" }),
  ok: done(),
  // Not our command line: no events, only the last block.
  "ok-json": failed("bad-invocation", { counted: 1, message: /--output-format/ }),
  "ok-no-persistence": done(),
  "ok-partial": done(),
  "ok-subscription": done(),
  "ok-text": failed("not-understood", { message: /none is an event/ }),
  "overloaded-529": failed("overloaded"),
  "overloaded-529-default-retries": failed("overloaded"),
  "overloaded-stream": failed("overloaded"),
  preamble: done({ text: `I will review the change now.\n\n${BOTH_GATES}\nThat is all.\n` }),
  "prompt-blank": failed("empty-output"),
  "prompt-empty": failed("bad-invocation", { message: /Input must be provided/ }),
  "prompt-slash": failed("bad-invocation", { message: /slash/ }),
  "prompt-too-long": failed("prompt-too-long"),
  "rate-429": failed("rate-limited", { retryAfterSeconds: 2 }),
  "rate-429-long-retry-after": failed("rate-limited"),
  "rate-429-subscription": failed("rate-limited"),
  refusal: failed("refused", { counted: 1 }),
  "server-500": failed("overloaded", { message: /500/ }),
  "server-500-default-retries": failed("timeout"),
  "server-500-recovers": done(),
  "session-id-in-use": failed("bad-invocation", { message: /already in use/ }),
  "stall-5s": done(),
  "stall-sigint": failed("interrupted", { text: `${FIRST_GATE}=== GATE REVIEW ST`, model: OPUS }),
  "stall-sigkill": failed("crashed", { message: /SIGKILL/ }),
  "stall-sigterm": failed("interrupted", { text: FIRST_GATE, model: OPUS }),
  "stall-sigterm-partial": failed("interrupted", { text: `${FIRST_GATE}=== GATE REVIEW ST`, model: OPUS }),
  thinking: done(),
  "tool-read": done({ text: READ_FIRST, counted: 2 }),
  "tool-read-outside": done({ text: READ_FIRST, counted: 2 }),
  "tool-write-refused": done({ counted: 2 }),
  "two-text-blocks": done(),
  "usage-limit": failed("usage-exhausted", {
    resetsAt: "2026-11-22T12:00:34.000Z",
    message: /after 2026-11-22T12/,
  }),
  "usage-limit-out-of-credits": failed("usage-exhausted", { resetsAt: "2026-11-22T12:00:33.000Z" }),
  "usage-warning": done(),
};

/** Runs that never came to `system/init`, and so say nothing about themselves. */
const NOT_STARTED = [
  "bad-flag",
  "bad-session-id",
  "ok-text",
  "prompt-blank",
  "prompt-empty",
  "session-id-in-use",
];

describe("claude-code reads every recorded run", () => {
  it("expects something of each", () => {
    expect(Object.keys(EXPECTED).sort()).toEqual(listScenarios("claude"));
    expect(listScenarios("claude")).toHaveLength(67);
  });

  it.each(Object.entries(EXPECTED))("%s", (scenario, expected) => {
    const transcript = readTranscript("claude", scenario);
    const { ended, text, telemetry } = replay(claudeCode, transcript);
    expect(ended).toMatchObject({ how: expected.how });
    expect(text).toEqual(expected.text ?? "");
    expect(telemetry?.model).toBe(expected.model);
    expect(telemetry?.modelEvidence).toBe(expected.model && "observed");
    if (ended.how !== "completed") {
      expect(tellFailure(ended)).toMatch(expected.message ?? /: /);
      expect(tellFailure(ended)).not.toMatch(/[\n\r]/);
      expect(ended.retryAfterSeconds).toBe(expected.retryAfterSeconds);
      expect(ended.resetsAt).toBe(expected.resetsAt);
    }

    const { meta, request } = transcript;
    const started = !NOT_STARTED.includes(scenario);
    expect(telemetry?.exitCode).toBe(meta.exit_code ?? undefined);
    expect(telemetry?.durationMs).toBe(1234);
    expect(telemetry?.sessionId).toBe(started ? request.invocationId : undefined);
    expect(telemetry?.clientVersion).toBe(started && scenario !== "ok-json" ? meta.version : undefined);
    expect(telemetry?.effort).toBe(scenario === "bad-effort" ? undefined : request.effort);
  });

  it.each(Object.entries(EXPECTED).filter(([scenario]) => scenario !== "cut-socket-after-block"))(
    "%s: usage",
    (scenario, { counted }) => {
      const { telemetry } = replay(claudeCode, readTranscript("claude", scenario));
      const usage = counted && {
        inputTokens: 19 * counted,
        cachedInputTokens: 4 * counted,
        outputTokens: 42 * counted,
      };
      expect(telemetry?.usage).toEqual(usage);
      expect(telemetry?.costUsd).toEqual(counted && expect.any(Number));
    },
  );

  it("takes cost and usage as the client computed them", () => {
    expect(replay(claudeCode, readTranscript("claude", "ok")).telemetry?.costUsd).toBe(0.00113075);
    const cut = replay(claudeCode, readTranscript("claude", "cut-socket-after-block")).telemetry;
    expect(cut).toMatchObject({ costUsd: 0.00010575, usage: { inputTokens: 19, outputTokens: 1 } });
  });

  it.each(["hang-sigint", "stall-sigint", "stall-sigkill", "stall-sigterm", "stall-sigterm-partial"])(
    "%s, if the signal was our own",
    (scenario) => {
      const transcript = readTranscript("claude", scenario);
      const { text } = replay(claudeCode, transcript);
      for (const cause of ["interrupted", "timeout"] as const) {
        expect(replay(claudeCode, transcript, { cause })).toMatchObject({ ended: { how: cause }, text });
      }
    },
  );

  it.each(listScenarios("claude"))("%s: neither log nor screen shows the answer twice", (scenario) => {
    const { text, log, shown } = replay(claudeCode, readTranscript("claude", scenario));
    if (text !== "") expect(log).not.toContain("### Summary");
    if (EXPECTED[scenario]?.how === "completed" && scenario !== "json-schema-ignored")
      expect(shown).toBe(text);
  });
});
