import { listAcceptanceEvents } from "@review/db";
import { modelPartition } from "@review/lifecycle";
import { answerFromPrompt } from "@review/test-kit/answer-from-prompt.mjs";
import { describe, expect, it } from "vitest";
import { USAGE } from "../model-server/plan.mjs";
import { BIG_ANSWER_LENGTH, OTHER_MODEL } from "../model-server/scenarios.mjs";
import { REVIEWERS, reviewForReal } from "./review-for-real.ts";
import { LINKED_TEXT } from "./sandbox-repository.mjs";

const NOTE = "kb/notes/first.md";
const warnsOfTitles = (prompt: string) =>
  answerFromPrompt(prompt, ({ gateId }) => (gateId === "prose/two" ? "WARN" : "PASS"));

describe("claude-code", () => {
  it("is recorded under the model that its alias stands for", async () => {
    await reviewForReal(
      { scenario: "ok", answer: warnsOfTitles },
      async ({ clients, server, sandbox, run, recordedRuns }) => {
        const { exitCode, stdout, stderr } = await run(["bundle", NOTE, "prose", ...REVIEWERS[0].choice]);
        expect(stderr).toMatch(/asked for opus, recorded under claude-opus-/);
        expect(stdout).toMatch(/PASS +prose\/one\nWARN +prose\/two\n.*completed 1 2\n$/s);
        expect(exitCode).toBe(0);
        const [request] = server.requests();
        const model = request?.turn.model ?? "";
        expect(await recordedRuns()).toMatchObject([
          {
            notePath: NOTE,
            runner: "claude-code",
            modelId: modelPartition(model),
            status: "completed",
            gateReviews: [
              { gateId: "prose/one", decision: "pass" },
              { gateId: "prose/two", decision: "warn" },
            ],
            telemetry: {
              requestedModelId: "opus",
              model,
              modelEvidence: "observed",
              rekeyed: true,
              clientVersion: clients.claude.version,
              usage: {
                inputTokens: USAGE.input,
                cachedInputTokens: USAGE.cached,
                outputTokens: USAGE.output,
              },
              exitCode: 0,
            },
          },
        ]);
        expect(sandbox.starts()).toHaveLength(1);
      },
    );
  });

  it("is recorded with the effort that was asked for", async () => {
    await reviewForReal({ scenario: "ok" }, async ({ server, run, recordedRuns }) => {
      const { exitCode } = await run([
        "bundle",
        NOTE,
        "prose/one",
        ...REVIEWERS[0].choice,
        "--effort",
        "low",
      ]);
      expect(exitCode).toBe(0);
      const [request] = server.requests();
      expect(request?.turn.effort).toBe("low");
      const modelId = modelPartition(request?.turn.model ?? "", { effort: "low" });
      expect(await recordedRuns()).toMatchObject([{ modelId, telemetry: { effort: "low" } }]);
    });
  });

  it("is told everything again where its session was not kept", async () => {
    const answer = (prompt: string) => answerFromPrompt(prompt, () => "FAIL");
    await reviewForReal(
      { scenario: "invented-quote", answer },
      async ({ server, sandbox, run, recordedRuns }) => {
        const runners = { "claude-code": { extraArgs: ["--no-session-persistence"] } };
        sandbox.write("review.config.json", JSON.stringify({ runners }));
        sandbox.commit();
        const { exitCode, stderr } = await run(["bundle", NOTE, "prose", ...REVIEWERS[0].choice]);
        expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
        // The second one finds no session, and asks no model.
        expect(sandbox.starts().map(({ args }) => args.includes("--resume"))).toEqual([false, true, false]);
        expect(server.requests()).toHaveLength(2);
        expect(await recordedRuns()).toMatchObject([
          { status: "completed", telemetry: { repairedPairs: 1 } },
        ]);
      },
    );
  });

  it.each(["null-stop", "absent-stop", "foreign-stop", "stop-sequence"] as const)(
    "keeps the whole answer of a gateway in scenario %s",
    async (scenario) => {
      await reviewForReal({ scenario }, async ({ run, recordedRuns }) => {
        const { exitCode, stderr } = await run(["bundle", NOTE, "prose", ...REVIEWERS[0].choice]);
        expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
        expect(await recordedRuns()).toMatchObject([
          { status: "completed", gateReviews: [{ decision: "pass" }, { decision: "pass" }] },
        ]);
      });
    },
  );
});

describe("codex", () => {
  it("is recorded under model and effort", async () => {
    await reviewForReal(
      { scenario: "ok", answer: warnsOfTitles },
      async ({ clients, server, run, recordedRuns }) => {
        const { exitCode, stdout, stderr } = await run(["bundle", NOTE, "prose", ...REVIEWERS[1].choice]);
        expect(stderr).not.toMatch(/asked for/);
        expect(stdout).toMatch(/PASS +prose\/one\nWARN +prose\/two\n.*completed 1 2\n$/s);
        expect(exitCode).toBe(0);
        expect(server.requests()).toMatchObject([{ turn: { model: "gpt-5.4", effort: "xhigh" } }]);
        expect(await recordedRuns()).toMatchObject([
          {
            notePath: NOTE,
            runner: "codex",
            modelId: "gpt-5-4-xhigh",
            status: "completed",
            gateReviews: [
              { gateId: "prose/one", decision: "pass" },
              { gateId: "prose/two", decision: "warn" },
            ],
            telemetry: {
              requestedModelId: "gpt-5-4-xhigh",
              effort: "xhigh",
              clientVersion: clients.codex.version,
              usage: {
                inputTokens: USAGE.input,
                cachedInputTokens: USAGE.cached,
                outputTokens: USAGE.output,
                reasoningTokens: USAGE.reasoning,
              },
              exitCode: 0,
            },
          },
        ]);
      },
    );
  });
});

describe.each(REVIEWERS)("$runner", ({ runner, choice }) => {
  it("is asked once more for a review whose quote the note does not have, and for no other", async () => {
    const answer = (prompt: string) => answerFromPrompt(prompt, () => "FAIL");
    await reviewForReal(
      { scenario: "invented-quote", answer },
      async ({ server, sandbox, run, recordedRuns }) => {
        const { exitCode, stderr } = await run(["bundle", NOTE, "prose", ...choice]);
        expect({ exitCode, stderr }).toMatchObject({
          exitCode: 0,
          stderr: expect.stringContaining("asking again for 1 review that cannot be recorded: "),
        });
        expect(server.requests()).toHaveLength(2);
        expect(sandbox.starts()).toHaveLength(2);
        const [recorded] = await recordedRuns();
        expect(recorded).toMatchObject({ status: "completed", telemetry: { repairedPairs: 1 } });
        expect(recorded?.telemetry?.usage).toMatchObject({
          inputTokens: 2 * USAGE.input,
          outputTokens: 2 * USAGE.output,
        });
        // claude goes on in its session; codex keeps none, and is told all of it again.
        const [first, again] = sandbox.starts();
        const session = first?.args[first.args.indexOf("--session-id") + 1] ?? "";
        if (runner === "claude-code")
          expect(again?.args).toEqual(expect.arrayContaining(["--resume", session]));
        const contract = "You are a reviewer of markdown notes.";
        expect(server.requests()[1]?.turn.prompt.split(contract)).toHaveLength(2);
        for (const { rationaleMarkdown } of recorded?.gateReviews ?? [])
          expect(rationaleMarkdown).not.toContain("nobody has written");
      },
    );
  });

  it("keeps all of an answer in several texts", async () => {
    await reviewForReal({ scenario: "two-texts" }, async ({ run, recordedRuns }) => {
      expect(await run(["bundle", NOTE, "prose", ...choice])).toMatchObject({ exitCode: 0 });
      const [recorded] = await recordedRuns();
      expect(recorded?.gateReviews).toHaveLength(2);
    });
  });

  it("keeps all of an answer of 2 MB", async () => {
    await reviewForReal({ scenario: "big" }, async ({ run, recordedRuns }) => {
      const { exitCode, stderr } = await run(["bundle", NOTE, "prose", ...choice]);
      expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
      const [recorded] = await recordedRuns();
      expect(recorded?.gateReviews[0]?.rationaleMarkdown.length).toBeGreaterThan(BIG_ANSWER_LENGTH);
    });
  });
});

// opencode opens no file, and does not tell which model answered.
const TELLING = REVIEWERS.filter(({ runner }) => runner !== "opencode");

describe.each(TELLING)("$runner", ({ runner, choice }) => {
  it("opens the links of a note", async () => {
    await reviewForReal({ scenario: "tool-use" }, async ({ server, run, recordedRuns }) => {
      expect(await run(["bundle", NOTE, "prose", ...choice])).toMatchObject({ exitCode: 0 });
      expect(server.requests()).toHaveLength(2);
      const [recorded] = await recordedRuns();
      expect(recorded?.status).toBe("completed");
      expect(recorded?.rawBundleMarkdown).toContain(LINKED_TEXT);
    });
  });

  it("tells once that another model answered, and does not ask again for what that one has judged", async () => {
    await reviewForReal({ scenario: "other-model" }, async ({ sandbox, run, recordedRuns, readLedger }) => {
      const sweep = ["sweep", "prose", ...choice, "--batch-size", "1", "--jobs", "1"];
      const first = await run(sweep);
      expect(first.exitCode).toBe(0);
      expect(first.stderr.split("\n").filter((line) => line.startsWith("asked for "))).toHaveLength(1);
      const runs = await recordedRuns();
      const modelId = modelPartition(OTHER_MODEL, runner === "codex" ? { effort: "xhigh" } : {});
      expect(runs.map((recorded) => [recorded.status, recorded.modelId])).toEqual(
        runs.map(() => ["completed", modelId]),
      );
      expect(runs[0]?.telemetry).toMatchObject({
        model: OTHER_MODEL,
        modelEvidence: "observed",
        rekeyed: true,
      });
      expect(await readLedger((ledger) => listAcceptanceEvents(ledger, { modelId }))).toHaveLength(4);
      const startsOfFirst = sandbox.starts().length;
      expect(startsOfFirst).toBe(4);

      const second = await run(sweep);
      expect(second).toMatchObject({ exitCode: 0 });
      expect(second.stderr).toMatch(/nothing to review/);
      expect(sandbox.starts()).toHaveLength(startsOfFirst);
    });
  });
});
