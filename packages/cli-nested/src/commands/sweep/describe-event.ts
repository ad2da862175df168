import { count, explainChanged, shorten } from "@review/cli-kit";
import type { SweepEvent } from "@review/runner";
import { describeOtherModel } from "../../reviewing/describe-other-model.ts";
import { describeRepair } from "../../reviewing/describe-repair.ts";
import { describeSecond } from "../../reviewing/describe-second.ts";
import { describeDecisions } from "../../terminal/describe-decisions.ts";
import { describeSpan, describeTime } from "../../terminal/describe-time.ts";

/** From here on a pause is told with the time of its end: nobody counts the seconds. */
const LONG_SECONDS = 120;

/** How long a pause is, and of a long one until when. */
export function describePause(seconds: number, now = new Date()): string {
  if (seconds < LONG_SECONDS) return `${seconds} s`;
  const end = new Date(now.getTime() + seconds * 1000).toISOString();
  return `${describeSpan(seconds * 1000)}, until ${describeTime(end)} (Ctrl-C ends it)`;
}

/** Of a check that found nothing: it exited with 0, so that what it printed stands for nothing. */
const describeUnread = (line: string | undefined): string =>
  line === undefined ? "" : `; printed, and read as no finding: ${shorten(line, 100)}`;

/** What a person is told as it happens, one line a batch; of runs that failed `failedRuns` tells. */
export function describeEvent(event: SweepEvent, batches: number): string | undefined {
  switch (event.event) {
    case "sweep-started": {
      if (event.pairs === 0) return undefined;
      const amount = `${count(event.pairs, "pair")} in ${count(batches, "batch", "batches")}`;
      return `${event.runner}: ${amount} under ${event.modelId}`;
    }
    case "run-completed":
      return event.changedSince && explainChanged(event.runId, event.notePath, event.changedSince);
    case "other-model":
      return describeOtherModel(event.requestedModelId, event.modelId, event.counts);
    case "repair-started":
      return describeRepair(event.pairs, event.problems);
    case "second-opinion":
      return describeSecond(event);
    case "pair-skipped":
      return `skipped: ${event.notePath} ${event.gateId}: ${event.reason}`;
    case "paused":
      return `waiting ${describePause(event.seconds)}, then ${count(event.jobs, "reviewer")} at a time: ${event.reason}`;
    case "batch-finished": {
      const { batch, gateIds, notePaths, durationMs, decisions, failed, unread } = event;
      const what =
        gateIds.length === 1
          ? `${gateIds[0]}, ${count(notePaths.length, "note")}`
          : `${notePaths.join(", ")}, ${count(gateIds.length, "gate")}`;
      const failures = failed > 0 ? `, ${count(failed, "run")} failed` : "";
      const seconds = (durationMs / 1000).toFixed(1);
      return `[${batch}/${batches}] ${what}: ${describeDecisions(decisions)}${failures} (${seconds} s)${describeUnread(unread)}`;
    }
    default:
      return undefined;
  }
}
