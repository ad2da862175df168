import { existsSync } from "node:fs";
import { join } from "node:path";
import { modelPartition } from "@review/lifecycle";
import { answerFromPrompt } from "@review/test-kit/answer-from-prompt.mjs";
import { describe, expect, it } from "vitest";
import { USAGE } from "../model-server/plan.mjs";
import { MADE_BY } from "../model-server/scenarios.mjs";
import { REVIEWERS, reviewForReal } from "./review-for-real.ts";
import { LINKED_TEXT } from "./sandbox-repository.mjs";

const NOTE = "kb/notes/first.md";
const { choice } = REVIEWERS[2];

describe("gemini-cli", () => {
  it("is recorded under the model that answered, with the effort that was asked for", async () => {
    await reviewForReal({ scenario: "ok" }, async ({ server, run, recordedRuns }) => {
      const { exitCode, stderr } = await run(["bundle", NOTE, "prose", ...choice, "--effort", "low"]);
      expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
      expect(server.requests()).toMatchObject([{ turn: { model: "gemini-2.5-pro", effort: "LOW" } }]);
      expect(await recordedRuns()).toMatchObject([
        {
          modelId: modelPartition("gemini-2.5-pro", { effort: "low" }),
          status: "completed",
          telemetry: {
            model: "gemini-2.5-pro",
            modelEvidence: "observed",
            effort: "low",
            usage: {
              inputTokens: USAGE.input,
              cachedInputTokens: USAGE.cached,
              outputTokens: USAGE.output,
              reasoningTokens: USAGE.reasoning,
            },
          },
        },
      ]);
    });
  });

  it("attaches nothing that a note names after an @, and may quote it", async () => {
    const answer = (prompt: string) => answerFromPrompt(prompt, () => "FAIL");
    await reviewForReal({ scenario: "ok", answer }, async ({ server, sandbox, run, recordedRuns }) => {
      sandbox.write("kb/notes/third.md", "# Mail me@kb\n\nOr see @kb/notes/second.md and @.\n");
      sandbox.commit();
      const { exitCode, stderr } = await run(["bundle", "kb/notes/third.md", "prose/one", ...choice]);
      expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
      expect(server.requests()).toHaveLength(1);
      expect(server.requests()[0]?.body).not.toContain(LINKED_TEXT);
      const [recorded] = await recordedRuns();
      expect(recorded?.gateReviews[0]?.rationaleMarkdown).toContain("> # Mail me@kb");
    });
  });

  it("takes many reviews that are alike for no loop", async () => {
    await reviewForReal({ scenario: "ok" }, async ({ sandbox, run, recordedRuns }) => {
      const gates = Array.from({ length: 30 }, (_, index) => `many/gate-${index + 10}`);
      for (const gate of gates)
        sandbox.write(
          `kb/instructions/review-gates/${gate}.md`,
          "---\nname: G\n---\n\n# G\n\nIt is short.\n",
        );
      sandbox.commit();
      const { exitCode, stderr } = await run(["bundle", NOTE, "many", ...choice]);
      expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
      expect((await recordedRuns())[0]?.gateReviews).toHaveLength(gates.length);
    });
  });

  it("writes nothing and runs no command where the root is trusted, either", async () => {
    await reviewForReal({ scenario: "tool-write", isOpen: true }, async ({ server, sandbox, run }) => {
      sandbox.write("review.config.json", JSON.stringify({ runners: { "gemini-cli": { isolated: false } } }));
      // They would send it elsewhere.
      for (const path of [".env", ".gemini/.env"]) sandbox.write(path, "");
      sandbox.commit();
      const { exitCode, stderr } = await run(["bundle", NOTE, "prose", ...choice]);
      expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
      expect(server.requests()[1]?.turn.toolResults).toHaveLength(2);
      for (const name of Object.values(MADE_BY)) expect(existsSync(join(sandbox.root, name))).toBe(false);
    });
  });
});
