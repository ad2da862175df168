import { listAcceptanceEvents } from "@review/db";
import { expectGone, printedPids, readyFile } from "@review/test-kit/programs.ts";
import { describe, expect, it } from "vitest";
import { executeBatch } from "../src/batch/execute-batch.ts";
import { execute, GATE_IDS, reviewer, rows, scratchBatch, stalePairs } from "./batches.ts";

describe("an answer that is wrong for one note", () => {
  const gateOne = /^gate "form\/one" of note "notes\/a\.md": /;
  const note = /^note "notes\/a\.md": /;
  it.each([
    ["missing-note", note],
    ["empty-note", gateOne],
    ["missing-gate", gateOne],
    ["duplicate-note", note],
    ["duplicate-gate", gateOne],
    ["unexpected-gate", /no\/such-gate/],
    ["unterminated-note", note],
    ["unterminated-gate", gateOne],
    ["nested-note", note],
    ["empty-gate", gateOne],
    ["no-result", gateOne],
    ["two-results", gateOne],
    ["unknown-result", gateOne],
    ["result-not-last", gateOne],
    ["bare-result", gateOne],
    ["echoed-template", gateOne],
    ["forged-token", note],
    ["cut-off", note],
  ])("%s: fails its run, and no other", async (kind, reason) => {
    const { outcome, runs, outputs, ...scratch } = await execute(["malform", kind]);
    const [bad, good] = outcome.runs;
    expect(bad).toMatchObject({
      status: "failed",
      how: "bad-answer",
      notePath: "notes/a.md",
      reason: expect.stringMatching(reason),
    });
    expect(bad?.status === "failed" && bad.reason).toMatch(/notes\/a\.md/);
    expect(bad?.status === "failed" && bad.reason).not.toMatch(/\n|notes\/b\.md/);
    expect(good).toMatchObject({ status: "completed", notePath: "notes/b.md" });
    expect(runs).toMatchObject([
      { status: "failed", failureReason: expect.stringMatching(reason) },
      { status: "completed" },
    ]);
    expect(outputs[0]?.rawBundleMarkdown).toContain("=== NOTE START");
    expect(rows(scratch.raw, "SELECT note_path FROM gate_reviews")).toEqual([
      { note_path: "notes/b.md" },
      { note_path: "notes/b.md" },
    ]);
    expect(await stalePairs(scratch)).toEqual(GATE_IDS.map((id) => `notes/a.md ${id} missing-review`));
  });

  it("lists no more problems than a person reads", async () => {
    const scratch = await scratchBatch();
    const [run] = scratch.batch.runs;
    const gates = Array.from({ length: 8 }, (_, index) =>
      scratch.gates.map((gate) => ({ ...gate, id: `g/${index}` })),
    );
    const runs = run ? [{ ...run, gates: gates.flatMap(([gate]) => gate ?? []) }] : [];
    const { runs: failed } = await executeBatch(scratch.context, reviewer(["malform", "empty-note"]), {
      runs,
    });
    expect(failed).toMatchObject([
      { reason: expect.stringMatching(/^gate "g\/0" .*gate "g\/4" .*; and 3 more problems$/) },
    ]);
  });

  it("says with which code the program exited, if it was not 0", async () => {
    const partial = await execute(["answer", "--exit", "7", "--only", "notes/b.md"]);
    expect(partial.runs).toMatchObject([
      { failureReason: expect.stringMatching(/^note "notes\/a\.md": .*; mine exited with code 7$/) },
      { status: "completed" },
    ]);
    const empty = await execute(["say-nothing", "3", "no model"]);
    expect(empty.runs[0]?.failureReason).toMatch(/exited with code 3/);
    expect(empty.outputs[0]).toEqual({ rawBundleMarkdown: "", debugLog: "no model" });
  });
});

describe("an answer that is no answer", () => {
  it.each([
    ["the prompt again", ["echo-prompt"], "bad-answer"],
    ["garbage", ["print-garbage"], "bad-answer"],
    ["nothing", ["say-nothing"], "empty-output"],
    ["blank lines", ["print-lines", "0", "0"], "empty-output"],
    ["a flood", ["flood"], "crashed"],
    ["a crash", ["end-by-signal", "SIGSEGV", "so far"], "crashed"],
  ])("%s: is never accepted, and is kept", async (_, command, how) => {
    const { outcome, runs, outputs, ledger } = await execute(command);
    expect(outcome.runs.map((run) => run.status === "failed" && run.how)).toEqual([how, how]);
    expect(runs.map(({ status }) => status)).toEqual(["failed", "failed"]);
    expect(await listAcceptanceEvents(ledger)).toEqual([]);
    const kept = outputs[1]?.rawBundleMarkdown;
    expect(kept).toBe(outputs[0]?.rawBundleMarkdown);
    // Head and tail of what is longer than the ledger keeps.
    expect(kept?.slice(0, 1_000)).toBe(outcome.execution.text.slice(0, 1_000));
    expect(kept?.slice(-1_000)).toBe(outcome.execution.text.slice(-1_000));
    expect(Buffer.byteLength(kept ?? "")).toBeLessThanOrEqual(8 * 1024 * 1024);
  });

  it("ERROR for one gate fails the runs that asked for it, and names the gate", async () => {
    const { outcome, runs, raw } = await execute(["answer", "--decide", "prose/two=ERROR"]);
    expect(outcome.runs).toMatchObject([
      {
        status: "failed",
        how: "bad-answer",
        reason: expect.stringMatching(/^gate prose\/two of notes\/a\.md /),
      },
      {
        status: "failed",
        how: "bad-answer",
        reason: expect.stringMatching(/^gate prose\/two of notes\/b\.md /),
      },
    ]);
    expect(runs[0]?.failureReason).toMatch(/^gate prose\/two of notes\/a\.md could not be judged/);
    expect(rows(raw, "SELECT * FROM gate_reviews")).toEqual([]);
  });
});

describe("a reviewer that does not end", () => {
  it("fails the runs as a timeout, and what it printed is kept", async () => {
    const { outcome, runs, outputs } = await execute(["hang", "so far"], { context: { timeoutMs: 3_000 } });
    expect(outcome.runs).toMatchObject([{ how: "timeout" }, { how: "timeout" }]);
    expect(runs.map(({ failureReason = "" }) => failureReason.split(":")[0])).toEqual(["timeout", "timeout"]);
    expect(outputs[1]?.rawBundleMarkdown).toMatch(/^so far\n/);
    await expectGone(printedPids(outcome.execution.text));
  });

  it("fails the runs as interrupted, and what it printed is kept", async () => {
    const [controller, ready] = [new AbortController(), readyFile()];
    const executing = execute(["hang", "so far", `--ready=${ready.path}`], {
      context: { signal: controller.signal },
    });
    await ready.isThere();
    controller.abort();
    const { runs, outputs } = await executing;
    expect(runs.map(({ failureReason }) => failureReason)).toEqual(["interrupted", "interrupted"]);
    expect(outputs[0]?.rawBundleMarkdown).toMatch(/^so far\n/);
  });

  it("is not even started if the person has interrupted before", async () => {
    const { runs } = await execute(["flood"], { context: { signal: AbortSignal.abort() } });
    expect(runs).toMatchObject([{ failureReason: "interrupted" }, { failureReason: "interrupted" }]);
  });
});
