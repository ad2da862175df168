import { describe, expect, it } from "vitest";
import { opencode } from "../src/clients/opencode/client.ts";
import type { FailureKind } from "../src/execution.ts";
import { tellFailure } from "../src/remedy.ts";
import { USAGE } from "./model-server/plan.mjs";
import { RECORDED_SCENARIOS } from "./real-clients/recorded-scenarios.mjs";
import { BOTH_GATES, listScenarios, listVersions, readTranscript, replay } from "./replay-transcript.ts";

interface Expected {
  how: "completed" | FailureKind;
  text?: unknown;
  /** Steps that the client counted, each with the usage of the model server. */
  counted?: number;
  message?: RegExp;
  retryAfterSeconds?: number;
}

const done = (more: Partial<Expected> = {}): Expected => ({
  how: "completed",
  text: BOTH_GATES,
  counted: 1,
  ...more,
});
const failed = (how: FailureKind, more: Partial<Expected> = {}): Expected => ({ how, ...more });

const EXPECTED: Record<string, Expected> = {
  "auth-401": failed("auth", { message: /\(Incorrect API key[^)]*\): run opencode auth login/ }),
  "bad-flag": failed("bad-invocation"),
  "cut-socket": failed("truncated"),
  "empty-answer": failed("empty-output", { counted: 1 }),
  "no-credit": failed("usage-exhausted", { message: /Insufficient credits/ }),
  ok: done(),
  "ok-effort": done(),
  "output-limit": failed("truncated", {
    text: expect.stringMatching(/^=== GATE/),
    counted: 1,
    message: /\(length\): ask for fewer/,
  }),
  overloaded: failed("overloaded"),
  "prompt-too-long": failed("prompt-too-long"),
  "rate-429": failed("rate-limited", { retryAfterSeconds: 2 }),
  refusal: failed("refused", { counted: 1 }),
  "stall-sigint": failed("interrupted"),
  "stall-sigkill": failed("crashed", { message: /SIGKILL/ }),
  "tool-write-refused": done({
    text: expect.stringMatching(/^What came of it: .*unavailable tool.*unavailable tool/),
    counted: 2,
  }),
  "unknown-model": failed("unknown-model", { message: /another with --model/ }),
  // It tells the reason to nobody but its own log.
  "unknown-provider": failed("crashed", { message: /Unexpected server error/ }),
  "usage-limit": failed("usage-exhausted"),
};

describe.each(listVersions("opencode"))("opencode reads every recorded run of %s", (version) => {
  it("expects something of each that can be recorded", () => {
    const names = RECORDED_SCENARIOS.filter(({ client }) => client === "opencode").map(
      ({ transcript }) => transcript,
    );
    expect(Object.keys(EXPECTED).sort()).toEqual(names.toSorted());
    expect(listScenarios("opencode", version)).toEqual(names.toSorted());
  });

  it.each(Object.entries(EXPECTED))("%s", (scenario, expected) => {
    const transcript = readTranscript("opencode", scenario, version);
    const { ended, text, telemetry, log } = replay(opencode, transcript);
    expect(ended).toMatchObject({ how: expected.how });
    expect(text).toEqual(expected.text ?? "");
    // The one that answered is not told.
    expect(telemetry).not.toHaveProperty("model");
    expect(telemetry).not.toHaveProperty("costUsd");
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
      expect(replay(opencode, readTranscript("opencode", scenario, version), { cause }).ended.how).toBe(
        cause,
      );
    }
  });
});
