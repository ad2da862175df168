import type { OpinionCall } from "@review/db";
import { costCounter } from "../costs/cost-counter.ts";
import type { RunWithGates } from "../runs/read-runs.ts";
import type { PageRuns } from "./page-document.ts";

/** Adds up what runs took, in the two ways that the page tells. */
export function pageCostCounter(): {
  take(run: RunWithGates): void;
  takeOpinion(call: OpinionCall): void;
  count(): PageRuns["costs"];
} {
  const [models, gates] = [costCounter("model"), costCounter("gate")];
  return {
    take(run) {
      for (const counter of [models, gates]) {
        counter.take(run);
        counter.takeUnanswered(run);
      }
    },
    takeOpinion(call) {
      models.takeOpinion(call);
      gates.takeOpinion(call);
    },
    count() {
      const { rows: byModel, total } = models.count();
      return { byModel, byGate: gates.count().rows, total };
    },
  };
}
