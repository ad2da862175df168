import { describe, expect, it } from "vitest";
import { geminiCli } from "../src/clients/gemini-cli/client.ts";
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
  retryAfterSeconds?: number;
}

const PRO = "gemini-2.5-pro";
const HALF = BOTH_GATES.slice(0, BOTH_GATES.length / 2);
const done = (more: Partial<Expected> = {}): Expected => ({
  how: "completed",
  text: BOTH_GATES,
  model: PRO,
  counted: 1,
  ...more,
});
const failed = (how: FailureKind, more: Partial<Expected> = {}): Expected => ({ how, ...more });

const EXPECTED: Record<string, Expected> = {
  "auth-401": failed("auth", { message: /\(API key not valid[^)]*\): check GEMINI_API_KEY/ }),
  "auth-not-logged-in": failed("auth", {
    message:
      /^the Gemini service refused the login of gemini, or there is none .*or run gemini once and log in$/,
  }),
  "bad-flag": failed("bad-invocation", { message: /Unknown argument: nope/ }),
  "cut-socket": failed("truncated", { text: HALF }),
  "empty-answer": failed("empty-output", { model: PRO, counted: 1 }),
  "html-page": failed("crashed", { message: /something other than the Gemini service/ }),
  "max-turns": failed("max-turns", { model: PRO, counted: 50, message: /its 50 turns/ }),
  "model-mismatch": done({ model: "another-model-1" }),
  "no-credit": failed("usage-exhausted", { message: /credits are depleted/ }),
  ok: done(),
  "ok-effort": done(),
  // gemini calls it a success: what is missing shows in the bundle.
  "output-limit": done({ text: expect.stringMatching(/^=== GATE/) }),
  overloaded: failed("overloaded"),
  "overloaded-midway": failed("truncated", { text: HALF }),
  "prompt-too-long": failed("prompt-too-long"),
  "rate-429": failed("rate-limited", { retryAfterSeconds: 2 }),
  refusal: failed("refused", { model: PRO, counted: 1 }),
  "stall-sigint": failed("truncated", { text: HALF }),
  "stall-sigkill": failed("crashed", { text: HALF, message: /SIGKILL/ }),
  "tool-read": done({
    text: expect.stringMatching(/^Let me read the link first\.\nWhat I read: # A file to read\n/),
    counted: 2,
  }),
  "tool-write-refused": done({
    text: expect.stringMatching(/"run_shell_command" not found.*"write_file" not found/),
    counted: 2,
  }),
  "two-text-blocks": done(),
  "unknown-model": failed("unknown-model", { message: /another with --model/ }),
  "usage-limit": failed("usage-exhausted", { message: /PerDay/ }),
};

describe.each(listVersions("gemini"))("gemini-cli reads every recorded run of %s", (version) => {
  it("expects something of each that can be recorded", () => {
    const names = RECORDED_SCENARIOS.filter(({ client }) => client === "gemini").map(
      ({ transcript }) => transcript,
    );
    expect(Object.keys(EXPECTED).sort()).toEqual(names.toSorted());
    expect(listScenarios("gemini", version)).toEqual(names.toSorted());
  });

  it.each(Object.entries(EXPECTED))("%s", (scenario, expected) => {
    const transcript = readTranscript("gemini", scenario, version);
    const { ended, text, telemetry, log } = replay(geminiCli, transcript);
    expect(ended).toMatchObject({ how: expected.how });
    expect(text).toEqual(expected.text ?? "");
    expect(telemetry?.model).toBe(expected.model);
    expect(telemetry?.modelEvidence).toBe(expected.model && "observed");
    expect(telemetry?.exitCode).toBe(transcript.meta.exit_code ?? undefined);
    if (ended.how !== "completed") {
      expect(tellFailure(ended)).toMatch(expected.message ?? /: /);
      expect(tellFailure(ended)).not.toMatch(/[\n\r]/);
      expect(ended.retryAfterSeconds).toBe(expected.retryAfterSeconds);
    }
    const { counted } = expected;
    expect(telemetry?.usage).toEqual(
      counted && {
        inputTokens: USAGE.input * counted,
        cachedInputTokens: USAGE.cached * counted,
        outputTokens: USAGE.output * counted,
        reasoningTokens: USAGE.reasoning * counted,
      },
    );
    if (text !== "") expect(log).not.toContain("### Summary");
  });

  it.each(["stall-sigint", "stall-sigkill"])("%s, if the signal was our own", (scenario) => {
    for (const cause of ["interrupted", "timeout"] as const) {
      expect(replay(geminiCli, readTranscript("gemini", scenario, version), { cause }).ended.how).toBe(cause);
    }
  });
});
