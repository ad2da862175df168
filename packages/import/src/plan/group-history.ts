import type { OldHistory, OldReview, OldRun, OldRunGate } from "../old-file/old-rows.ts";

/** What belongs together and comes in together: a run with its gates and reviews, or a review without a run. */
export type OldUnit =
  | { run: OldRun; gates: OldRunGate[]; reviews: OldReview[] }
  | { run?: undefined; review: OldReview };

export interface GroupedHistory {
  units: OldUnit[];
  /** Gate rows whose run is not in the old ledger: without a note they cannot be kept. */
  orphanGates: number;
  /** Runs whose id an earlier row has, too: gates and reviews belong to the first. */
  repeatedRunIds: number;
}

/** Gathers the rows of each run. Reviews without a run, or of one that is not there, stand alone. */
export function groupHistory({ runs, gates, reviews }: OldHistory): GroupedHistory {
  const byId = new Map<string, { run: OldRun; gates: OldRunGate[]; reviews: OldReview[] }>();
  const units: OldUnit[] = [];
  let repeatedRunIds = 0;
  let orphanGates = 0;
  for (const run of runs) {
    const unit = { run, gates: [], reviews: [] };
    units.push(unit);
    if (run.id === null) continue;
    if (byId.has(run.id)) repeatedRunIds += 1;
    else byId.set(run.id, unit);
  }
  for (const gate of gates) {
    const unit = byId.get(gate.runId ?? "");
    if (unit) unit.gates.push(gate);
    else orphanGates += 1;
  }
  for (const review of reviews) {
    const unit = byId.get(review.runId ?? "");
    if (unit) unit.reviews.push(review);
    else units.push({ review });
  }
  return { units, orphanGates, repeatedRunIds };
}
