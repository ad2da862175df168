import type { Corpus } from "@review/corpus";
import type { Ledger, ModelId, RunStatus } from "@review/db";
import { fixtureFinder } from "../run-fixture.ts";
import { readRuns } from "../runs/read-runs.ts";
import { type RunsDocument, toRunEntry } from "../runs/runs-document.ts";
import { isRunAsked, type RunsAsked } from "../words/run-words.ts";
import { pageCostCounter } from "./page-costs.ts";
import type { PageCosts } from "./page-document.ts";

export interface PageRunsQuestion extends RunsAsked {
  status?: RunStatus | undefined;
  modelId?: ModelId | undefined;
  /** How many are told at most. */
  limit: number;
}

/** The newest of the runs that are looked for, and what all of these took; second opinions are of no run. */
export interface PageRunsDocument extends RunsDocument {
  costs: PageCosts;
}

/** The newest of all runs that are looked for. Throws the signal's reason once nobody waits for them any more. */
export async function viewPageRuns(
  corpus: Corpus,
  ledger: Ledger,
  { limit, ...asked }: PageRunsQuestion,
  signal?: AbortSignal,
): Promise<PageRunsDocument> {
  const { status, modelId } = asked;
  const filter = { ...(status && { status }), ...(modelId !== undefined && { modelIds: [modelId] }) };
  const isAsked = isRunAsked(asked);
  const fixtureOf = fixtureFinder(corpus);
  const runs: RunsDocument["runs"] = [];
  const costs = pageCostCounter();
  let more = false;
  for await (const found of readRuns(ledger, filter)) {
    signal?.throwIfAborted();
    const run = toRunEntry(found, fixtureOf);
    if (!isAsked(run)) continue;
    costs.take(found);
    if (runs.length < limit) runs.push(run);
    else more = true;
  }
  return { runs, more, costs: costs.count() };
}
