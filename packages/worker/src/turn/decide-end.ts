import type { SweepLimits, TurnEnd, TurnState } from "@review/db/queue";
import { type Execution, followBatch, tellInPassing } from "@review/runner";

/** What came of one turn, as far as that decides what follows. */
export interface EndedTurn {
  ended: Execution["ended"];
  /** Whether any run completed. */
  succeeded: boolean;
  /** Of the service, when the batch was taken. */
  pausesBefore: number;
}

/** What is the matter with this machine or its login, not with the sweep: another worker may do better. */
const OF_THIS_WORKER = [
  "auth",
  "bad-address",
  "cannot-start",
  "not-installed",
  "not-understood",
  "unknown-model",
  "usage-exhausted",
] as const;

/** Why a worker can ask a runner no more, or could start no process just now; undefined where that is not so. */
export function troubleHere(ended: Execution["ended"]): string | undefined {
  return OF_THIS_WORKER.some((how) => how === ended.how) && "message" in ended
    ? tellInPassing(ended)
    : undefined;
}

/**
 * What follows from the end of a turn, for the batch, its sweep and all who ask this service: as in a sweep of one machine, but that
 * what is wrong with one worker gives the batch to others. Decides, does nothing.
 */
export function decideEnd(
  { ended, succeeded, pausesBefore }: EndedTurn,
  { service, failuresInARow, runningBatches }: TurnState,
  { limits, random }: { limits: SweepLimits; random: () => number },
): TurnEnd {
  if (ended.how === "interrupted") return back("its worker was interrupted", 0);
  const trouble = troubleHere(ended);
  if (trouble !== undefined) return back(trouble, 0);
  const { jobs, ...rest } = service;
  const course = {
    ...{ pauses: rest.pauses, pauseMs: rest.pauseMs, failuresInARow },
    throttle: { jobs: jobs ?? Math.max(1, runningBatches), refusals: rest.refusals },
    mostJobs: Infinity,
  };
  const followed = followBatch(
    course,
    { ended, succeeded, pausesBefore },
    { maxFailures: limits.maxFailures, random },
  );
  const { throttle, pauses, pauseMs } = followed.course;
  const isRefused = ended.how === "rate-limited" || ended.how === "overloaded";
  const isThrottled = isRefused || jobs !== undefined;
  const after = {
    ...(isThrottled && { service: { jobs: throttle.jobs, refusals: throttle.refusals, pauses, pauseMs } }),
    failuresInARow: followed.course.failuresInARow,
  };
  const { turn } = followed;
  if (turn.turn === "stop") {
    const outcome = isRefused ? back(turn.message, 0).outcome : { done: true as const };
    return { ...after, outcome, stop: turn.message };
  }
  if (turn.turn === "go-on") return { ...after, outcome: { done: true } };
  const why = "message" in ended ? tellInPassing(ended) : "it was refused";
  return { ...after, ...back(why, 0), ...(turn.pause && { pause: turn.pause }) };
}

const back = (why: string, afterMs: number): TurnEnd => ({ outcome: { done: false, why, afterMs } });
