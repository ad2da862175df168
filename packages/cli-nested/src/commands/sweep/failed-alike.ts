import { count } from "@review/cli-kit";
import { grouped } from "@review/corpus";
import type { RunId } from "@review/db";
import type { SweepEvent } from "@review/runner";
import { describeFailure } from "../../reviewing/describe-failure.ts";

type FailedRun = Extract<SweepEvent, { event: "run-failed" }>;

export interface FailedRuns {
  /** The lines that are due after an event: when a batch has ended one for all of its runs that failed for one reason. */
  after(event: SweepEvent): string[];
  /** How many runs failed for a reason that no line has told. */
  untold(): number;
}

interface FailedOptions {
  /** So many reasons get a line each, and what fails like a run before gets none; without it everything does. */
  most?: number;
  /** What a note is called. */
  nameOf?: (notePath: string) => string;
}

/** Tells of the failed runs of one sweep: what is broken may fail them all. */
export function failedRuns({ most, nameOf = (path) => path }: FailedOptions = {}): FailedRuns {
  const waiting = new Map<number, FailedRun[]>();
  const firstOf = new Map<string, RunId>();
  let untold = 0;
  const lineFor = (reason: string, runs: readonly [FailedRun, ...FailedRun[]]) => {
    const [{ runId, notePath, reason: whole }] = runs;
    const like = firstOf.get(reason);
    const isTold = most === undefined || (like === undefined && firstOf.size < most);
    if (!isTold) {
      untold += like === undefined ? runs.length : 0;
      return [];
    }
    if (like === undefined) firstOf.set(reason, runId);
    const which = runs.length === 1 ? "" : `${count(runs.length, "run")}, such as `;
    const why = like === undefined ? describeFailure(runId, whole) : `like run ${like}`;
    return [`failed: ${which}run ${runId}, ${nameOf(notePath)}: ${why}`];
  };
  return {
    after: (event) => {
      // What is asked again has not failed yet; the pause says why it waits.
      if (event.event === "run-failed" && !event.willRetry)
        waiting.set(event.batch, [...(waiting.get(event.batch) ?? []), event]);
      if (event.event !== "batch-finished") return [];
      const failed = waiting.get(event.batch) ?? [];
      waiting.delete(event.batch);
      return [...grouped(failed, reasonOf)].flatMap(([reason, [first, ...others]]) =>
        first ? lineFor(reason, [first, ...others]) : [],
      );
    },
    untold: () => untold,
  };
}

/** Why it failed, whichever note it was about. */
const reasonOf = ({ reason, notePath }: FailedRun): string => reason.replaceAll(notePath, "");
