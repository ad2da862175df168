import type { TakenBatch } from "@review/db/queue";
import type { Working } from "../working/site.ts";

/** That this worker takes no more batches for a runner. */
export function leaveRunner({ site, exceptRunners, summary }: Working, runner: string, reason: string): void {
  if (exceptRunners.has(runner)) return;
  exceptRunners.add(runner);
  summary.runnersLeft.push(runner);
  site.report({ event: "runner-left", runner, reason });
}

/** That a batch was given to others while this worker was away. */
export function tellLost({ site, summary }: Working, { turn: { sweepId, batch } }: TakenBatch): void {
  summary.lost += 1;
  const { host, pid } = site.self;
  const reason = `nothing was heard of this worker (${host}/${pid}) for too long, and the batch was given to others`;
  site.report({ event: "batch-lost", sweepId, batch, reason });
}
