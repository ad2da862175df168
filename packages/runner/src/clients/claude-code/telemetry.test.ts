import { describe, expect, it } from "vitest";
import type { ReviewRequest } from "../../runner.ts";
import { noClaudeFacts } from "./facts.ts";
import { claudeTelemetry } from "./telemetry.ts";

const EXIT = { cause: "exited", exitCode: 0, stdout: "", stderr: "", durationMs: 1 } as const;
const asked = (session?: ReviewRequest["session"]): ReviewRequest => ({
  invocationId: "i",
  prompt: "",
  token: "0a1b2c3d",
  notes: [],
  model: "opus",
  root: "/notes",
  timeoutMs: 1,
  ...(session && { session }),
});

/** What is counted in a run of 80 and 40 cached in, 30 out, whose models are counted so many times over. */
function countedIn(times: number, costUsd: number, session?: ReviewRequest["session"]) {
  const model = { inputTokens: 80 * times, cacheReadInputTokens: 40 * times, outputTokens: 30 * times };
  const usage = { input_tokens: 80, cache_read_input_tokens: 40, output_tokens: 30 };
  const result = { modelUsage: { m: model }, usage, total_cost_usd: costUsd };
  const told = claudeTelemetry({ ...noClaudeFacts(), result }, EXIT, asked(session));
  return { usage: told.usage, costUsd: told.costUsd };
}

const OF_RUN = { inputTokens: 120, cachedInputTokens: 40, outputTokens: 30 };

describe("claudeTelemetry", () => {
  it.each<
    [
      what: string,
      times: number,
      told: number,
      session: ReviewRequest["session"],
      costUsd: number | undefined,
    ]
  >([
    ["of a session of its own", 1, 0.5, undefined, 0.5],
    ["that goes on in a session and is counted alone (2.1.197)", 1, 0.5, { id: "s", costUsd: 0.25 }, 0.5],
    ["that is counted with what came before (2.1.332)", 2, 0.75, { id: "s", costUsd: 0.25 }, 0.5],
    ["that is so, where nobody knows what came before", 2, 0.75, { id: "s" }, undefined],
  ])("tells what a run took %s", (_, times, told, session, costUsd) => {
    expect(countedIn(times, told, session)).toEqual({ usage: OF_RUN, costUsd });
  });
});
