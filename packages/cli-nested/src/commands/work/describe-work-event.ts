import { count } from "@review/cli-kit";
import type { SweepId } from "@review/db";
import type { WorkEvent, WorkSummary } from "@review/worker";
import { describeCost } from "../../terminal/describe-amounts.ts";
import { describeEvent, describePause } from "../sweep/describe-event.ts";
import { type FailedRuns, failedRuns } from "../sweep/failed-alike.ts";

/** What is told of the events of a worker, in lines. */
export function describeWorkEvents(): (event: WorkEvent) => string[] {
  const failedOf = new Map<SweepId, FailedRuns>();
  return (event) => {
    const said = describeWorkEvent(event) ?? [];
    if (event.event !== "run-failed" && event.event !== "batch-finished") return [said].flat();
    const { sweepId } = event;
    const failed = failedOf.get(sweepId) ?? failedRuns();
    failedOf.set(sweepId, failed);
    const lines = failed.after(event).map((line) => `sweep ${sweepId} ${line}`);
    return lines.concat(said);
  };
}

/** One line about what a worker did; undefined where there is nothing to say. */
function describeWorkEvent(event: WorkEvent): string | undefined {
  switch (event.event) {
    case "worker-started":
      return `worker ${event.host}/${event.pid}: ${count(event.jobs, "batch", "batches")} at a time`;
    case "batch-back":
    case "batch-left":
    case "batch-lost": {
      const what = {
        "batch-back": "waits again",
        "batch-left": "is left to others",
        "batch-lost": "was lost",
      };
      return `${nameOf(event)} ${what[event.event]}: ${event.reason}`;
    }
    case "worker-lost": {
      const runs = event.runIds.length > 0 ? `, ${count(event.runIds.length, "run")} failed` : "";
      return `${nameOf(event)} waits again: worker ${event.host}/${event.pid} was lost${runs}`;
    }
    case "paused":
      return `all workers wait ${describePause(event.seconds)}: ${event.reason}`;
    case "sweep-stopped":
      return `sweep ${event.sweepId} is stopped: ${event.reason}`;
    case "runner-left":
      return `no more batches for ${event.runner} here: ${event.reason}`;
    case "ledger-trouble":
      return event.reason;
    case "worker-finished":
      return undefined;
    default: {
      const said = describeEvent(event, 0);
      // Of how many is not known here.
      return said === undefined
        ? undefined
        : `sweep ${event.sweepId} ${said.replace(/^\[(\d+)\/0\]/, "[$1]")}`;
    }
  }
}

const nameOf = ({ sweepId, batch }: { sweepId: number; batch: number }) => `sweep ${sweepId} batch ${batch}`;

/** What this machine lacks was told when it took no more of a runner's batches. */
const whoCan = (runnersLeft: readonly string[]): string =>
  runnersLeft.length === 0
    ? "only others can review"
    : `this machine cannot review as it is (${runnersLeft.join(", ")}): mend what is told above and run it again, or let others do it`;

/** What a worker came to. */
export function describeWork(summary: WorkSummary): string[] {
  const { batches, reviewed, failed, skipped, costUsd, lost, forOthers, runnersLeft, stopped } = summary;
  const parts = [
    count(batches, "batch", "batches"),
    `${count(reviewed, "pair")} reviewed`,
    failed > 0 && `${failed} failed`,
    skipped > 0 && `${skipped} fresh by then`,
    lost > 0 && `${count(lost, "batch", "batches")} given to others meanwhile`,
    costUsd > 0 && describeCost(summary),
  ];
  const why = stopped?.why === "interrupted" ? ["interrupted: what was under way was given back"] : [];
  const left =
    forOthers > 0 ? [`${count(forOthers, "batch", "batches")} left that ${whoCan(runnersLeft)}`] : [];
  return [parts.filter((part) => typeof part === "string").join(", "), ...why, ...left];
}
