import { giveUpWorkers, loseTurn } from "@review/db/queue";
import { failRun, RunNotRunningError } from "@review/lifecycle";
import type { Working } from "./site.ts";

/**
 * Looks for workers that were silent for too long: fails the runs that they left open, then lets their batches wait again. Any
 * number of workers may do so at once, and go on with what one of them left off.
 */
export async function giveUpLost({
  site: { ledger, report },
  options,
}: Pick<Working, "site" | "options">): Promise<void> {
  for (const { host, pid, openRuns, ...turn } of await giveUpWorkers(ledger, options.times.silentMs)) {
    const reason = `worker ${host}/${pid} was lost`;
    for (const { runId } of openRuns) {
      await failRun(ledger, { runId, reason }).catch(unlessEnded);
    }
    const pairs = openRuns.reduce((sum, run) => sum + run.pairs, 0);
    await loseTurn(ledger, turn, { why: reason, pairs });
    const runIds = openRuns.map(({ runId }) => runId);
    report({ event: "worker-lost", sweepId: turn.sweepId, batch: turn.batch, host, pid, runIds });
  }
}

/** Somebody else ended it first. */
function unlessEnded(error: unknown): void {
  if (!(error instanceof RunNotRunningError)) throw error;
}
