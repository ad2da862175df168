import { type Ledger, LOCK_RUNNER, listOpinionCalls, type RunFilter } from "@review/db";
import { readRuns } from "../runs/read-runs.ts";
import { type CostKey, type CostRow, type Costs, costCounter } from "./cost-counter.ts";

/** What reviews took, from the telemetry of their runs. */
export interface CostsDocument {
  by: CostKey;
  /** The earliest start of a run that is counted (UTC, ISO 8601); absent if all are. */
  since?: string;
  /** Days in their order, all else the dearest first. */
  rows: CostRow[];
  total: Costs;
  /** Runs in which the ledger took in what the lock says: somebody else paid for these, and they are counted nowhere else. */
  fromLock: number;
}

/** Adds up what the runs took that started at a time or later, or all. */
export async function viewCosts(
  ledger: Ledger,
  { by, since, modelIds }: { by: CostKey; since?: string | undefined } & Pick<RunFilter, "modelIds">,
): Promise<CostsDocument> {
  const counter = costCounter(by);
  const filter = { ...(since !== undefined && { startedSince: since }), ...(modelIds && { modelIds }) };
  let fromLock = 0;
  for await (const run of readRuns(ledger, filter)) {
    if (run.run.runner === LOCK_RUNNER) fromLock += 1;
    counter.take(run);
    const { unanswered } = run.run.telemetry ?? {};
    if (modelIds === undefined || modelIds.some((each) => each === unanswered?.modelId))
      counter.takeUnanswered(run);
  }
  for (const call of await listOpinionCalls(ledger)) {
    const isAsked =
      (since === undefined || call.saidAt >= since) && (modelIds?.includes(call.modelId) ?? true);
    if (isAsked) counter.takeOpinion(call);
  }
  return { by, ...(since !== undefined && { since }), ...counter.count(), fromLock };
}
