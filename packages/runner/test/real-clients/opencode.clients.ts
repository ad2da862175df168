import { modelPartition } from "@review/lifecycle";
import { describe, expect, it } from "vitest";
import { USAGE } from "../model-server/plan.mjs";
import { REVIEWERS, reviewForReal } from "./review-for-real.ts";
import { LINKED_TEXT } from "./sandbox-repository.mjs";

const NOTE = "kb/notes/first.md";
const { choice } = REVIEWERS[3];

describe("opencode", () => {
  it("is recorded under the model and effort that were asked for, whichever answered", async () => {
    await reviewForReal({ scenario: "other-model" }, async ({ server, run, recordedRuns }) => {
      const { exitCode, stderr } = await run(["bundle", NOTE, "prose", ...choice, "--effort", "low"]);
      expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
      expect(server.requests()).toMatchObject([{ turn: { model: "gpt-x", effort: "low" } }]);
      const [recorded] = await recordedRuns();
      expect(recorded).toMatchObject({
        modelId: modelPartition("loop/gpt-x", { effort: "low" }),
        status: "completed",
        telemetry: {
          effort: "low",
          usage: {
            inputTokens: USAGE.input,
            cachedInputTokens: USAGE.cached,
            outputTokens: USAGE.output,
            reasoningTokens: USAGE.reasoning,
          },
        },
      });
      expect(recorded?.telemetry).not.toHaveProperty("model");
    });
  });

  it("is offered no tool, and says so to the model", async () => {
    await reviewForReal({ scenario: "tool-use" }, async ({ server, run, recordedRuns }) => {
      expect(await run(["bundle", NOTE, "prose", ...choice])).toMatchObject({ exitCode: 0 });
      const [asked] = server.requests();
      expect(JSON.parse(asked?.body ?? "{}")).not.toHaveProperty("tools");
      expect(asked?.turn.prompt).toContain("You can open no file.");
      const [recorded] = await recordedRuns();
      expect(recorded?.rawBundleMarkdown).not.toContain(LINKED_TEXT);
    });
  });
});
