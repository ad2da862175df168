import type { ExecutionData, Telemetry } from "@review/db";
import type { Dump, Row } from "@review/test-kit/scratch-ledger.ts";
import type {
  CreateRunOptions,
  FailRunOptions,
  FinalizeRunOptions,
  GateReviewInput,
  WriteInput,
} from "../src/index.ts";
import { acceptanceMoves } from "./model-acceptances.ts";
import { attestMoves } from "./model-attested.ts";
import { doubtMoves } from "./model-doubts.ts";
import { findingRows, findingsProblem } from "./model-findings.ts";
import { sampleMoves } from "./model-samples.ts";
import { waiverMoves } from "./model-waivers.ts";
import { isBlank, Refusal, refuseIf } from "./refusal.ts";

/** What a move gave: a result, or the code of an error. */
export type Answer = { result: unknown } | { code: string };

const isCovering = (decision: unknown) => decision === "pass" || decision === "warn" || decision === "fail";
const isRecordable = ({ decision, rationaleMarkdown }: GateReviewInput) =>
  (isCovering(decision) || decision === "error") && !isBlank(rationaleMarkdown);
const isNoJson = ({ evidence }: GateReviewInput) => typeof evidence === "bigint";

/**
 * DESIGN section 4 as a plain in-memory ledger without any of its machinery: rows in lists, one function per
 * move. Times are those of `now`, ids count up from 1.
 */
export function createModel() {
  const rows: Dump = {
    snapshots: [],
    review_runs: [],
    review_run_gates: [],
    gates_without_quotes: [],
    gate_reviews: [],
    findings: [],
    finding_quotes: [],
    acceptance_events: [],
    waivers: [],
    opinions: [],
    gate_quarantines: [],
    samples: [],
    sample_reviews: [],
    sampled_acceptances: [],
  };
  const found = findingRows(rows);
  let reviewCount = 0;
  let time = "";

  const gatesOf = (runId: number) =>
    rows.review_run_gates
      .filter((row) => row.review_run_id === runId)
      .toSorted((a, b) => Number(a.ordinal) - Number(b.ordinal));
  const writtenIn = (runId: number) => rows.gate_reviews.filter((row) => row.review_run_id === runId);

  function findRun(runId: number): Row {
    const run = rows.review_runs.find((row) => row.id === runId);
    if (!run) throw new Refusal("run-not-found");
    return run;
  }

  function findRunning(runId: number): Row {
    const run = findRun(runId);
    refuseIf(run.status !== "running", "run-not-running");
    return run;
  }

  function keepSnapshots(snapshots: readonly { sha: string; text: string }[]) {
    for (const { sha, text } of snapshots) {
      if (!rows.snapshots.some((row) => row.sha === sha)) rows.snapshots.push({ sha, text });
    }
  }

  function attach(run: Row, { telemetry, rawBundleMarkdown, debugLog }: ExecutionData = {}) {
    if (telemetry) {
      const before: Telemetry = JSON.parse(String(run.telemetry_json ?? "{}"));
      run.telemetry_json = JSON.stringify({ ...before, ...telemetry });
    }
    if (rawBundleMarkdown !== undefined) run.raw_bundle_markdown = rawBundleMarkdown;
    if (debugLog !== undefined) run.debug_log = debugLog;
  }

  function end(run: Row, status: "completed" | "failed", reason: string | null) {
    Object.assign(run, { status, completed_at: time, failure_reason: reason });
  }

  function insertReviewRow(run: Row, review: Omit<Row, "id">): Row {
    reviewCount += 1;
    const { id: review_run_id = null, note_path = null, model_id = null, reviewed_note_sha = null } = run;
    const ofRun = { review_run_id, note_path, model_id, reviewed_note_sha };
    const row = { id: reviewCount, ...review, ...ofRun, reviewed_at: time };
    rows.gate_reviews.push(row);
    return row;
  }

  function insertReview(run: Row, review: GateReviewInput, last: readonly Row[] = []): number {
    const row = insertReviewRow(run, {
      gate_id: review.gateId,
      decision: review.decision,
      rationale_markdown: review.rationaleMarkdown,
      evidence_json: review.evidence === undefined ? null : JSON.stringify(review.evidence),
      gate_sha: gatesOf(Number(run.id)).find((gate) => gate.gate_id === review.gateId)?.gate_sha ?? null,
      review_kind: "full-review",
    });
    found.insert(row, review.findings ?? [], last);
    return reviewCount;
  }

  function insertEvent(event: Row): number {
    const id = rows.acceptance_events.length + 1;
    rows.acceptance_events.push({ id, accepted_at: time, override_decision: null, remark: null, ...event });
    return id;
  }

  const moves = {
    createRun({ notePath, modelId, runner, note, gates }: CreateRunOptions) {
      refuseIf(gates.length === 0, "invalid-input");
      refuseIf(new Set(gates.map((gate) => gate.gateId)).size < gates.length, "invalid-input");
      refuseIf(note.text.endsWith("tampered"), "invalid-input");
      const id = rows.review_runs.length + 1;
      keepSnapshots([note, ...gates]);
      rows.review_runs.push({
        id,
        note_path: notePath,
        model_id: modelId,
        runner,
        reviewed_note_sha: note.sha,
        started_at: time,
        completed_at: null,
        status: "running",
        failure_reason: null,
        telemetry_json: null,
        raw_bundle_markdown: null,
        debug_log: null,
      });
      for (const [ordinal, { gateId, sha }] of gates.entries()) {
        rows.review_run_gates.push({ review_run_id: id, gate_id: gateId, gate_sha: sha, ordinal });
      }
      return id;
    },

    writeGateReviews({ runId, gateReviews }: { runId: number; gateReviews: readonly WriteInput[] }) {
      refuseIf(gateReviews.some(isNoJson), "invalid-input");
      const run = findRunning(runId);
      for (const [index, review] of gateReviews.entries()) {
        const gate = gatesOf(runId).find((row) => row.gate_id === review.gateId);
        if (!gate) throw new Refusal("gate-not-requested");
        refuseIf(
          gateReviews.slice(0, index).some(({ gateId }) => gateId === review.gateId),
          "invalid-input",
        );
        refuseIf(!isRecordable(review), "invalid-input");
        found.refuseUnless(review);
        refuseIf(review.gateSha !== undefined && review.gateSha !== gate.gate_sha, "gate-changed");
        const isWritten = writtenIn(runId).some((row) => row.gate_id === review.gateId);
        refuseIf(isWritten && !review.replace, "gate-already-reviewed");
      }
      const last = found.lastOf(
        run,
        gateReviews.map(({ gateId }) => gateId),
      );
      return gateReviews.map((review) => {
        const replaced = writtenIn(runId).find((row) => row.gate_id === review.gateId);
        if (replaced) found.deleteOf(replaced.id);
        rows.gate_reviews = rows.gate_reviews.filter(
          (row) => row.review_run_id !== runId || row.gate_id !== review.gateId,
        );
        return insertReview(run, review, last.get(review.gateId));
      });
    },

    recordAndFinalizeRun(options: FinalizeRunOptions) {
      const { runId, gateReviews = [], actualModelId, modelEvidence, executionData } = options;
      refuseIf(String(modelEvidence) === "self-reported", "invalid-input");
      refuseIf(gateReviews.some(isNoJson), "invalid-input");
      const run = findRunning(runId);
      const gates = gatesOf(runId);
      const isCovered = gates.every((gate) => {
        const added = gateReviews.filter((review) => review.gateId === gate.gate_id);
        const written = writtenIn(runId).filter((row) => row.gate_id === gate.gate_id);
        const isRight = ({ gateSha }: GateReviewInput) => gateSha === undefined || gateSha === gate.gate_sha;
        return (
          added.length + written.length === 1 &&
          added.every(
            (review) =>
              isRecordable(review) &&
              isCovering(review.decision) &&
              isRight(review) &&
              findingsProblem(review) === undefined,
          ) &&
          written.every((row) => isCovering(row.decision))
        );
      });
      const hasStray = gateReviews.some(({ gateId }) => !gates.some((gate) => gate.gate_id === gateId));
      const isOther = actualModelId !== undefined && actualModelId !== run.model_id;
      if (!isCovered || hasStray || (isOther && options.requireModel)) {
        attach(run, executionData);
        end(run, "failed", "some reason");
        throw new Refusal("run-failed");
      }
      const last = found.lastOf(
        run,
        gateReviews.map(({ gateId }) => gateId),
      );
      for (const review of gateReviews) insertReview(run, review, last.get(review.gateId));
      attach(run, executionData);
      if (isOther) {
        const asked: Telemetry = JSON.parse(String(run.telemetry_json ?? "{}"));
        const requestedModelId = asked.requestedModelId ?? String(run.model_id);
        attach(run, {
          telemetry: { requestedModelId, modelEvidence: modelEvidence ?? "declared", rekeyed: true },
        });
        for (const row of [run, ...writtenIn(runId)]) row.model_id = actualModelId;
      }
      end(run, "completed", null);
      for (const gate of gates) {
        const review = writtenIn(runId).find((row) => row.gate_id === gate.gate_id);
        insertEvent({
          note_path: run.note_path ?? null,
          gate_id: gate.gate_id ?? null,
          model_id: run.model_id ?? null,
          accepted_review_id: review?.id ?? null,
          accepted_note_sha: run.reviewed_note_sha ?? null,
          accepted_gate_sha: gate.gate_sha ?? null,
          acceptance_kind: "full-review",
        });
      }
      return runId;
    },

    failRun({ runId, reason, executionData }: FailRunOptions) {
      refuseIf(isBlank(reason), "invalid-input");
      const run = findRunning(runId);
      attach(run, executionData);
      end(run, "failed", "some reason");
      return runId;
    },

    attachExecutionData({ runId, ...data }: ExecutionData & { runId: number }) {
      attach(findRun(runId), data);
      return runId;
    },

    ...acceptanceMoves(rows, { insertEvent, keepSnapshots }),
    ...waiverMoves(rows, () => time),
    ...doubtMoves(rows, () => time),
    ...sampleMoves(rows, { time: () => time, insertEvent }),
    ...attestMoves(rows, {
      ...{ time: () => time, keepSnapshots, insertEvent },
      insertRow: insertReviewRow,
      insertFindings: found.insertKnown,
    }),
  };

  return {
    rows,
    gatesOf,
    writtenIn,
    /** Makes a move at a time. A refused one changes nothing, except that a run may fail. */
    answer(now: string, move: (on: typeof moves) => unknown): Answer {
      time = now;
      try {
        return { result: move(moves) };
      } catch (error) {
        if (error instanceof Refusal) return { code: error.code };
        throw error;
      }
    },
  };
}

export type ModelLedger = ReturnType<typeof createModel>;
