import type { Evidence } from "../answers.ts";
import { readJsonColumn } from "../json-columns.ts";
import type { Decision, GateReviewId, RunId } from "../vocabulary.ts";
import { soundRow } from "./sound-row.ts";
import type { DecidingEvents } from "./to-verdicts.ts";

export interface EvidenceRow {
  id: GateReviewId;
  runId: RunId;
  decision: Decision;
  notePath: string;
  gateId: string;
  /** Null unless it was taken in from the lock. */
  evidenceJson: string | null;
}

/** The evidence of some rows, by review. */
export const evidenceOf = (
  rows: readonly EvidenceRow[],
  deciding: DecidingEvents,
): Map<GateReviewId, Evidence> =>
  new Map(
    rows.map(soundRow).map(({ id, evidenceJson, ...evidence }) => {
      const attested = readJsonColumn(evidenceJson);
      return [id, { ...evidence, deciding: deciding(id), ...(attested !== undefined && { attested }) }];
    }),
  );
