import type { AcceptedVerdict, AcceptedVersion } from "../answers.ts";
import { readJsonColumn } from "../json-columns.ts";
import type { AcceptanceEvent } from "../rows.ts";
import { standingOverride } from "../standing-override.ts";
import type { Decision, GateReviewId, RunId } from "../vocabulary.ts";
import { toAcceptanceEvent } from "./read-rows.ts";
import type { AcceptanceEventRow } from "./row-types.ts";
import { soundRow } from "./sound-row.ts";

/** Of the review that the event rests on; an import may have none. */
interface ReviewColumns {
  reviewId: GateReviewId;
  runId: RunId;
  reviewedAt: string;
  reviewed: Decision;
  /** Null, too, where nothing was found. */
  rationaleMarkdown: string;
  reviewedNote: string;
  reviewedGate: string;
}
export type VerdictRow = Omit<AcceptedVerdict, "evidence"> &
  (ReviewColumns | { [column in keyof ReviewColumns]: null });

export type AcceptedRow = VerdictRow & {
  isObserved: 0 | 1 | null;
  requested: unknown;
  attestedJson: unknown;
  said: unknown;
};

/** What persons decided about reviews, overrides and withdrawals, by review, the newest first. */
export type DecidingEvents = (reviewId: GateReviewId) => readonly AcceptanceEvent[];

/** The events of these rows, which are in the order of the newest first, by review. */
export function decidingEventsOf(rows: readonly AcceptanceEventRow[]): DecidingEvents {
  const byReview = new Map<GateReviewId | null, AcceptanceEvent[]>();
  for (const row of rows) {
    const known = byReview.get(row.acceptedReviewId);
    if (known) known.push(toAcceptanceEvent(row));
    else byReview.set(row.acceptedReviewId, [toAcceptanceEvent(row)]);
  }
  return (reviewId) => byReview.get(reviewId) ?? [];
}

/** The reviews that some verdicts rest on. */
export const reviewsOf = (rows: readonly VerdictRow[]): GateReviewId[] =>
  rows.flatMap(({ reviewId }) => reviewId ?? []);

/** What a row says, with the override that stands. */
export function toVerdict(row: VerdictRow, deciding: DecidingEvents): AcceptedVerdict {
  const { reviewId, runId, reviewedAt, reviewed, rationaleMarkdown, reviewedNote, reviewedGate, ...event } =
    row;
  if (reviewId === null) return soundRow(event);
  soundRow({ ...event, reviewId, runId, reviewedAt, reviewed, reviewedNote, reviewedGate });
  const override = standingOverride(deciding(reviewId), event, {
    notePath: reviewedNote,
    gateId: reviewedGate,
  });
  const decision = override?.overrideDecision ?? reviewed;
  const isFound = decision === "warn" || decision === "fail";
  const { remark: overrideRemark } = override ?? {};
  const evidence = { decision, runId, reviewId, reviewedAt, ...(isFound && soundRow({ rationaleMarkdown })) };
  return { ...event, evidence: { ...evidence, ...(overrideRemark !== undefined && { overrideRemark }) } };
}

/** The same, with what is known of who judged it. */
export function toAcceptedVersion(row: AcceptedRow, deciding: DecidingEvents): AcceptedVersion {
  const { isObserved, requested, attestedJson, said, ...verdict } = row;
  const attested = readJsonColumn(attestedJson);
  return {
    ...toVerdict(verdict, deciding),
    isObserved: isObserved === 1,
    ...(typeof requested === "string" && { requestedModelId: requested }),
    ...(attested !== undefined && { attested }),
    ...(typeof said === "string" && { remark: said }),
  };
}
