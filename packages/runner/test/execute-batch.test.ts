import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { getRun, getSnapshot, listAcceptanceEvents, listRuns } from "@review/db";
import { CHECKS_PARTITION, failRun, modelPartition } from "@review/lifecycle";
import { describe, expect, it } from "vitest";
import { executeBatch } from "../src/batch/execute-batch.ts";
import { renderBatchPrompt } from "../src/batch/render-batch.ts";
import type { Reviewer } from "../src/batch/reviewer.ts";
import { checksRunner } from "../src/checks/checks-runner.ts";
import type { Runner } from "../src/runner.ts";
import { execute, GATE_IDS, NOTE_PATHS, reviewer, rows, scratchBatch, stalePairs } from "./batches.ts";

describe("a batch that is answered", () => {
  it("completes every run, with the decisions given and the findings that were recorded", async () => {
    const result = await execute(["answer", "--decide", "prose/two=WARN"]);
    expect(result.outcome.execution.ended).toEqual({ how: "completed" });
    expect(result.outcome.runs).toEqual(
      NOTE_PATHS.map((notePath, index) => ({
        status: "completed",
        runId: index + 1,
        notePath,
        modelId: "opus",
        gates: [
          {
            gateId: "form/one",
            decision: "pass",
            rationaleMarkdown: expect.stringContaining("### Summary"),
            findings: [],
            resolved: [],
          },
          {
            gateId: "prose/two",
            decision: "warn",
            rationaleMarkdown: expect.stringContaining("- WARN: "),
            findings: [
              expect.objectContaining({
                severity: "warn",
                message: "as it was decided",
                key: expect.stringMatching(/^[0-9a-f]{16}$/),
                quotes: [expect.objectContaining({ startLine: 1, startColumn: 1, endColumn: 4 })],
              }),
            ],
            resolved: [],
          },
        ],
      })),
    );
    expect(result.runs).toMatchObject([
      { status: "completed", notePath: "notes/a.md", modelId: "opus", runner: "mine" },
      { status: "completed", notePath: "notes/b.md", modelId: "opus", runner: "mine" },
    ]);
    expect(await stalePairs(result)).toEqual([]);
  });

  it("keeps for each run its own block and what is known of the invocation they share", async () => {
    const result = await execute(["answer", "--exit", "7"]);
    const [first, second] = result.runs;
    for (const [index, path] of ["notes/a.md", "notes/b.md"].entries()) {
      const kept = result.outputs[index]?.rawBundleMarkdown;
      expect(kept?.match(/^=== NOTE (START|END) .*$/gm)).toEqual([
        expect.stringMatching(new RegExp(`^=== NOTE START .*: ${path} ===$`)),
        expect.stringMatching(new RegExp(`^=== NOTE END .*: ${path} ===$`)),
      ]);
    }
    expect(first?.telemetry).toEqual({
      invocationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      runner: "mine",
      requestedModelId: "opus",
      exitCode: 7,
      durationMs: expect.any(Number),
      batchSize: 4,
      promptBytes: expect.any(Number),
      promptSha: expect.stringMatching(/^[0-9a-f]{64}$/),
      toolVersion: "1.2.3",
    });
    expect(second?.telemetry).toEqual(first?.telemetry);
  });

  it("is kept although a client's JSON gave it half of a surrogate pair", async () => {
    const { runner: answer } = reviewer(["answer"]);
    const half: Runner = {
      ...answer,
      execute: async (request, context) => {
        const { text, ...rest } = await answer.execute(request, context);
        const broken = text.replaceAll("### Summary\n", "### Summary\n\ud83d");
        return { ...rest, text: broken, debugLog: "\ud83d", telemetry: { model: "opus \ud83d" } };
      },
    };
    const { outcome, runs } = await execute([], { reviewer: { runner: half } });
    expect(outcome.runs[0]).toMatchObject({
      gates: [{ rationaleMarkdown: expect.stringContaining("### Summary\n\ufffd") }, {}],
    });
    expect(runs).toMatchObject([{ status: "completed" }, { status: "completed" }]);
    const failing: Runner = {
      ...answer,
      execute: async () => ({ ended: { how: "crashed", message: "it \ud83d" }, text: "", debugLog: "" }),
    };
    const { runs: failed } = await execute([], { reviewer: { runner: failing } });
    expect(failed).toMatchObject([{ failureReason: "it \ufffd" }, { failureReason: "it \ufffd" }]);
  });

  it.each([
    ["cannot-start", undefined],
    ["rate-limited", expect.any(String)],
  ] as const)("that ends as %s has called: %s", async (how, invocationId) => {
    const { runner } = reviewer(["answer"]);
    const ended: Runner = {
      ...runner,
      execute: async () => ({ ended: { how, message: "no" }, text: "", debugLog: "" }),
    };
    const { runs } = await execute([], { reviewer: { runner: ended } });
    for (const { telemetry } of runs) {
      expect(telemetry).toMatchObject({ unpaid: true });
      expect(telemetry?.invocationId).toEqual(invocationId);
    }
  });

  it("is interrupted only by whoever asked: a client that somebody else ended has crashed", async () => {
    const { runner } = reviewer(["answer"]);
    const message = "claude was interrupted by SIGTERM: run the command again to continue";
    const ended: Runner = {
      ...runner,
      execute: async () => ({ ended: { how: "interrupted", message }, text: "", debugLog: "" }),
    };
    const { outcome } = await execute([], { reviewer: { runner: ended } });
    expect(outcome.runs).toMatchObject(Array(2).fill({ status: "failed", how: "crashed", reason: message }));
    const signal = AbortSignal.abort();
    const asked = await execute([], { reviewer: { runner: ended }, context: { signal } });
    expect(asked.outcome.runs).toMatchObject(Array(2).fill({ status: "failed", how: "interrupted" }));
  });

  it("was given exactly the prompt of the batch, with a token of its own", async () => {
    const { batch, outputs, runs } = await execute(["echo-prompt"]);
    const prompt = outputs[0]?.rawBundleMarkdown ?? "";
    const [, token = ""] = /^The token of this prompt is (\w{8})\./m.exec(prompt) ?? [];
    expect(prompt).toBe(renderBatchPrompt({ ...batch, settled: new Map() }, token));
    const promptSha = createHash("sha256").update(prompt).digest("hex");
    expect(runs[0]?.telemetry).toMatchObject({ promptBytes: Buffer.byteLength(prompt), promptSha });
    const again = await execute(["echo-prompt"]);
    expect(again.outputs[0]?.rawBundleMarkdown).not.toContain(token);
  });

  it("may come with CR LF, a byte order mark and spaces at the ends of lines", async () => {
    const { outcome } = await execute(["answer", "--crlf"]);
    expect(outcome.runs.map(({ status }) => status)).toEqual(["completed", "completed"]);
  });

  it("of checks has no prompt, and no model", async () => {
    const scratch = await scratchBatch();
    const modelId = CHECKS_PARTITION;
    const checks: Reviewer = {
      runner: checksRunner,
      model: "checks",
      modelId,
      partitions: [modelId],
      resolvedFrom: "exact",
      aliases: {},
    };
    const one = { runs: scratch.batch.runs.map((run) => ({ ...run, gates: run.gates.slice(0, 1) })) };
    const { runs, execution } = await executeBatch(scratch.context, checks, one);
    expect(runs).toMatchObject([
      { status: "completed", modelId: "checks", gates: [{ decision: "warn" }] },
      { status: "completed", modelId: "checks", gates: [{ decision: "warn" }] },
    ]);
    expect(Object.keys(execution.telemetry ?? {}).sort()).toEqual(
      ["batchSize", "durationMs", "invocationId", "requestedModelId", "runner", "toolVersion"].sort(),
    );
  });
});

describe("the model that answered", () => {
  const answering = (telemetry: string, changes = {}) =>
    execute(["answer", "--telemetry", telemetry], { reviewer: changes });

  it.each([
    ["observed", `{"model": "claude-Opus-4.8-20260101", "effort": "high", "modelEvidence": "observed"}`],
    ["declared", `{"model": "claude-Opus-4.8-20260101", "effort": "high"}`],
  ])("is the partition if it is %s", async (modelEvidence, telemetry) => {
    const { outcome, runs, ledger, ...scratch } = await answering(telemetry);
    const modelId = modelPartition("claude-opus-4-8-high");
    expect(outcome.runs).toMatchObject([{ modelId }, { modelId }]);
    expect(runs).toMatchObject([
      { modelId, telemetry: { modelEvidence, rekeyed: true, requestedModelId: "opus" } },
      { modelId },
    ]);
    expect((await listAcceptanceEvents(ledger)).map((event) => event.modelId)).toEqual(
      Array(4).fill(modelId),
    );
    expect((await getRun(ledger, 1)).gateReviews.map((review) => review.modelId)).toEqual([modelId, modelId]);
    expect(await stalePairs({ ...scratch, ledger }, modelId)).toEqual([]);
  });

  it.each([
    ["what it says of itself", `{"model": "gpt-9", "modelEvidence": "self-reported"}`],
    ["several at once", `{"model": "mixed", "modelEvidence": "observed"}`],
    ["a name that is none", `{"model": "???", "modelEvidence": "observed"}`],
    ["junk", `{"model": {"name": "gpt-9"}}`],
    ["no JSON", "gpt-9"],
  ])("stays the requested one for %s", async (_, telemetry) => {
    const { outcome, runs } = await answering(telemetry);
    expect(outcome.runs).toMatchObject([
      { status: "completed", modelId: "opus" },
      { status: "completed", modelId: "opus" },
    ]);
    expect(runs[0]?.modelId).toBe("opus");
    expect(runs[0]?.telemetry?.rekeyed).toBeUndefined();
  });

  it("goes by the same aliases, and keeps the effort that was asked for", async () => {
    const requested = modelPartition("opus", { effort: "low" });
    const { runs } = await answering(`{"model": "big-one"}`, {
      effort: "low",
      modelId: requested,
      requestedModelId: requested,
      aliases: { "Big-One": "claude-opus-4-8" },
    });
    expect(runs[0]).toMatchObject({
      modelId: "claude-opus-4-8-low",
      telemetry: { requestedModelId: "opus-low", model: "big-one", effort: "low" },
    });
  });
});

describe("what happens meanwhile", () => {
  /** The runner of a reviewer, with something done before it answers. */
  const before = (act: () => Promise<unknown>, runner: Runner): Runner => ({
    ...runner,
    execute: async (request, context) => {
      await act();
      return runner.execute(request, context);
    },
  });
  const { runner: answer } = reviewer(["answer"]);

  it("a run that somebody else has failed stays failed with their reason, and keeps the answer", async () => {
    const scratch = await scratchBatch();
    const runner = before(() => failRun(scratch.ledger, { runId: 1, reason: "I gave up" }), answer);
    const { outcome, runs, outputs } = await execute([], { scratch, reviewer: { runner } });
    expect(outcome.runs).toMatchObject([
      { status: "failed", reason: expect.stringMatching(/^run 1 is failed/) },
      { status: "completed" },
    ]);
    expect(runs).toMatchObject([
      { status: "failed", failureReason: "I gave up", telemetry: { batchSize: 4 } },
      { status: "completed" },
    ]);
    expect(outputs[0]?.rawBundleMarkdown).toMatch(/^=== NOTE START/);
  });

  it("a note that changes is judged as it was, and is stale afterwards", async () => {
    const scratch = await scratchBatch();
    const { root, ledger, batch } = scratch;
    const runner = before(() => writeFile(join(root, "notes/a.md"), "# Changed\n"), answer);
    const { runs } = await execute([], { scratch, reviewer: { runner } });
    const judged = batch.runs[0]?.note;
    expect(runs[0]).toMatchObject({ status: "completed", reviewedNoteSha: judged?.sha });
    expect(await getSnapshot(ledger, judged?.sha ?? "")).toBe(judged?.text);
    expect(await stalePairs(scratch)).toEqual(GATE_IDS.map((id) => `notes/a.md ${id} note-changed`));
  });

  it("a run whose end cannot be recorded fails, and the others do not", async () => {
    const scratch = await scratchBatch();
    scratch.raw.exec(
      "CREATE TRIGGER no_a BEFORE INSERT ON gate_reviews WHEN NEW.note_path = 'notes/a.md' BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END",
    );
    const { outcome, runs, outputs } = await execute(["answer"], { scratch });
    expect(outcome.runs).toMatchObject([{ status: "failed" }, { status: "completed" }]);
    expect(runs[0]).toMatchObject({
      failureReason: expect.stringMatching(/^recording failed: .*disk I\/O error/),
    });
    expect(outputs[0]?.rawBundleMarkdown).toMatch(/^=== NOTE START/);
  });

  it("a ledger that is closed is an error, and the runs stay for somebody else to fail", async () => {
    const scratch = await scratchBatch();
    const runner = before(() => scratch.ledger.close(), answer);
    const { runner: _, ...rest } = reviewer([]);
    await expect(executeBatch(scratch.context, { ...rest, runner }, scratch.batch)).rejects.toThrow(
      /is closed/,
    );
    expect(rows(scratch.raw, "SELECT status FROM review_runs")).toEqual([
      { status: "running" },
      { status: "running" },
    ]);
  });

  it("a run that cannot be created fails those before it, and no reviewer is started", async () => {
    const scratch = await scratchBatch();
    scratch.raw.exec(
      "CREATE TRIGGER no_b BEFORE INSERT ON review_runs WHEN NEW.note_path = 'notes/b.md' BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END",
    );
    let asked = 0;
    const runner = before(async () => (asked += 1), answer);
    const { runner: _, ...rest } = reviewer([]);
    await expect(executeBatch(scratch.context, { ...rest, runner }, scratch.batch)).rejects.toThrow(
      /disk I\/O/,
    );
    expect(asked).toBe(0);
    expect(await listRuns(scratch.ledger)).toMatchObject([
      { status: "failed", failureReason: expect.stringMatching(/^the batch broke off: .*disk I\/O error/) },
    ]);
  });

  it("a runner that breaks fails all runs, and its error is ours to see", async () => {
    const scratch = await scratchBatch();
    const broken = { ...answer, execute: async () => Promise.reject(new Error("a bug")) };
    const { runner: _, ...rest } = reviewer([]);
    const execution = executeBatch(scratch.context, { ...rest, runner: broken }, scratch.batch);
    await expect(execution).rejects.toThrow("a bug");
    const reason = "the batch broke off: a bug";
    expect(await listRuns(scratch.ledger)).toMatchObject([
      { failureReason: reason },
      { failureReason: reason },
    ]);
  });
});
