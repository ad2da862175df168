import { createRun, modelPartition, recordAndFinalizeRun, writeGateReviews } from "@review/lifecycle";
import { parseGateReview } from "@review/protocol";
import { expect, it } from "vitest";
import { executeBatch, type RunOutcome } from "../src/index.ts";
import { reviewer, rows, type ScratchBatch, scratchBatch } from "./batches.ts";

/** What the paths must agree on: everything but ids, times and execution data. */
const RECORDED = [
  "SELECT note_path, model_id, runner, reviewed_note_sha, status, failure_reason FROM review_runs ORDER BY 1",
  "SELECT note_path, gate_id, gate_sha, ordinal FROM review_run_gates JOIN review_runs ON id = review_run_id ORDER BY 1, 2",
  "SELECT note_path, gate_id, model_id, decision, rationale_markdown, evidence_json, gate_sha, reviewed_note_sha, review_kind FROM gate_reviews ORDER BY 1, 2",
  "SELECT note_path, gate_id, model_id, accepted_note_sha, accepted_gate_sha, acceptance_kind, override_decision, remark FROM acceptance_events ORDER BY 1, 2",
  "SELECT sha, text FROM snapshots ORDER BY 1",
];
const recorded = ({ raw }: ScratchBatch) => RECORDED.map((sql) => rows(raw, sql));

const ANSWER = [
  "answer",
  ...["--decide", "prose/two=WARN", "--decide", "form/one=FAIL"],
  ...["--telemetry", '{"model": "claude-opus-4-8", "modelEvidence": "declared"}'],
];

/** One prompt for all notes, as a sweep does. */
async function inOneBatch(scratch: ScratchBatch): Promise<RunOutcome[]> {
  return (await executeBatch(scratch.context, reviewer(ANSWER), scratch.batch)).runs;
}

/** One prompt for each note, as `bundle` does. */
async function inOneBatchEach(scratch: ScratchBatch): Promise<void> {
  for (const run of scratch.batch.runs) {
    await executeBatch(scratch.context, reviewer(ANSWER), { runs: [run] });
  }
}

/** Step by step, as an agent does: create, write (gate by gate, or all at once), finalize. */
async function stepByStep({ ledger, batch }: ScratchBatch, answers: RunOutcome[], atOnce: boolean) {
  for (const [index, { note, gates }] of batch.runs.entries()) {
    const runId = await createRun(ledger, {
      notePath: note.path,
      modelId: modelPartition("Opus"),
      runner: "mine",
      note,
      gates: gates.map(({ id, sha, text }) => ({ gateId: id, sha, text })),
    });
    const answer = answers[index];
    if (answer?.status !== "completed") throw new Error(`${note.path} was not answered`);
    const gateReviews = answer.gates.map(({ gateId, decision, rationaleMarkdown }) => {
      const review = parseGateReview(`${rationaleMarkdown}\n\n## Result: ${decision.toUpperCase()}\n`);
      if (!review.ok) throw new Error(review.problem.message);
      return { gateId, decision: review.decision, rationaleMarkdown: review.rationaleMarkdown };
    });
    const writes = atOnce ? [gateReviews] : gateReviews.toReversed().map((review) => [review]);
    for (const written of writes) await writeGateReviews(ledger, { runId, gateReviews: written });
    await recordAndFinalizeRun(ledger, { runId, actualModelId: modelPartition("claude-opus-4-8") });
  }
}

it("records the same whichever way the reviews come", async () => {
  const sweep = await scratchBatch();
  const answers = await inOneBatch(sweep);
  const expected = recorded(sweep);
  expect(expected.map((table) => table.length)).toEqual([2, 4, 4, 4, 4]);
  expect(expected[2]).toMatchObject([
    { gate_id: "form/one", model_id: "claude-opus-4-8", decision: "fail" },
    { gate_id: "prose/two", model_id: "claude-opus-4-8", decision: "warn" },
    { gate_id: "form/one" },
    { gate_id: "prose/two" },
  ]);

  const bundle = await scratchBatch();
  await inOneBatchEach(bundle);
  expect(recorded(bundle)).toEqual(expected);
  for (const atOnce of [true, false]) {
    const split = await scratchBatch();
    await stepByStep(split, answers, atOnce);
    expect(recorded(split)).toEqual(expected);
  }
});
