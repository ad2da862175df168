import type { Dump, Row } from "@review/test-kit/scratch-ledger.ts";
import type { OpinionsInput, settleQuarantines } from "../src/index.ts";
import { isBlank, Refusal, refuseIf } from "./refusal.ts";

type Settled = Parameters<typeof settleQuarantines>[1];

/** What was decided last about a gate under a partition: about its name, else about its very text under another name. */
function lastAbout(rows: readonly Row[], gateId: string, gateSha: string, modelId: string): Row | undefined {
  const ofModel = rows.filter((row) => row.model_id === modelId);
  const newest = ofModel.filter((row) => row === ofModel.findLast(({ gate_id }) => gate_id === row.gate_id));
  return newest.find((row) => row.gate_id === gateId) ?? newest.findLast((row) => row.gate_sha === gateSha);
}

/** Doubts about gates and about what they found, on the rows of the model ledger. */
export function doubtMoves(rows: Dump, time: () => string) {
  const runOf = (reviewId: unknown) => {
    const review = rows.gate_reviews.find(({ id }) => id === reviewId);
    return { review, run: rows.review_runs.find(({ id }) => id === review?.review_run_id) };
  };

  /** That it is a review of a gate in this version under this partition, in a completed run. */
  function isEvidence(reviewId: number, { gate_id, gate_sha, model_id }: Row): boolean {
    const { review, run } = runOf(reviewId);
    return (
      run?.status === "completed" &&
      review?.gate_id === gate_id &&
      review?.gate_sha === gate_sha &&
      review?.model_id === model_id
    );
  }

  return {
    settleQuarantines({ tested }: Settled): number[] {
      const decided = tested.flatMap(({ gateId, gateSha, modelId, holds, reason, evidence }) => {
        refuseIf(isBlank(reason) || evidence.reviews.length === 0, "invalid-input");
        const last = lastAbout(rows.gate_quarantines, gateId, gateSha, modelId);
        const isQuarantined = last?.kind === "quarantined";
        if (holds && !isQuarantined) return [];
        if (!holds && isQuarantined && last.gate_sha === gateSha && last.reason === reason) return [];
        const row = { gate_id: gateId, gate_sha: gateSha, model_id: modelId, reason };
        const kind = holds ? "lifted" : "quarantined";
        return [{ row: { ...row, kind, evidence_json: JSON.stringify(evidence) }, evidence }];
      });
      for (const { row, evidence } of decided)
        if (!evidence.reviews.every((id) => isEvidence(id, row))) throw new Refusal("ledger-constraint");
      return decided.map(({ row }) => {
        const id = rows.gate_quarantines.length + 1;
        rows.gate_quarantines.push({ id, ...row, decided_at: time() });
        return id;
      });
    },

    recordOpinions({ modelId, runner, telemetry, opinions }: OpinionsInput): number[] {
      refuseIf(
        opinions.some(({ reason }) => isBlank(reason)),
        "invalid-input",
      );
      for (const { findingId } of opinions) {
        const finding = rows.findings.find(({ id }) => id === findingId);
        refuseIf(runOf(finding?.gate_review_id).run?.status !== "completed", "ledger-constraint");
      }
      return opinions.map(({ findingId, kind, reason }) => {
        const id = rows.opinions.length + 1;
        const telemetry_json = telemetry ? JSON.stringify(telemetry) : null;
        const said = { finding_id: findingId, kind, model_id: modelId, runner, reason, telemetry_json };
        rows.opinions.push({ id, ...said, said_at: time() });
        return id;
      });
    },
  };
}
