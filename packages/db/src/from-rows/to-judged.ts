import type { JudgedPair, JudgedVersion, Judgement } from "../judged.ts";
import type { AcceptableDecision, GateReviewId, ModelId, RunId } from "../vocabulary.ts";
import { soundRow } from "./sound-row.ts";

type Side<Name extends string> = { [Part in `${Name}ReviewId`]: GateReviewId } & {
  [Part in `${Name}RunId`]: RunId;
} & { [Part in `${Name}ModelId`]: ModelId } & { [Part in `${Name}Decision`]: AcceptableDecision };
export type JudgedPairRow = {
  notePath: string;
  gateId: string;
  noteSha: string;
  gateSha: string;
} & Side<"first"> &
  Side<"second">;

export const toJudgedPair = (row: JudgedPairRow): JudgedPair => ({
  notePath: row.notePath,
  gateId: row.gateId,
  noteSha: row.noteSha,
  gateSha: row.gateSha,
  first: judgement(row.firstReviewId, row.firstRunId, row.firstModelId, row.firstDecision),
  second: judgement(row.secondReviewId, row.secondRunId, row.secondModelId, row.secondDecision),
});

const judgement = (
  reviewId: GateReviewId,
  runId: RunId,
  modelId: ModelId,
  decision: AcceptableDecision,
): Judgement => ({ reviewId, runId, modelId, decision });

export type JudgedVersionRow = Omit<JudgedVersion, "isOverridden"> & { isOverridden: 0 | 1 };

export function toJudgedVersion(row: JudgedVersionRow): JudgedVersion {
  const { isOverridden, ...judged } = soundRow(row);
  return { ...judged, isOverridden: isOverridden === 1 };
}
