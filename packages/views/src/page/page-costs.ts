import { type Ledger, listOpinionCalls, type OpinionCall } from "@review/db";
import { costCounter } from "../costs/cost-counter.ts";
import { type RunWithGates, readRuns } from "../runs/read-runs.ts";
import type { PageCosts } from "./page-document.ts";

/** Adds up what runs took, in the two ways that the page tells. */
export function pageCostCounter(): {
  take(run: RunWithGates): void;
  takeOpinion(call: OpinionCall): void;
  count(): PageCosts;
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

/** What all runs of a ledger took, and second opinions: of many it takes the longest to read, so the page asks for it apart. */
export async function viewPageCosts(ledger: Ledger): Promise<PageCosts> {
  const costs = pageCostCounter();
  for await (const run of readRuns(ledger, {})) costs.take(run);
  for (const call of await listOpinionCalls(ledger)) costs.takeOpinion(call);
  return costs.count();
}
