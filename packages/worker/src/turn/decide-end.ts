import type { SweepLimits, TurnEnd, TurnState } from "@review/db/queue";
import { type Execution, followBatch, MAX_SILENCES, tellInPassing } from "@review/runner";

/** What came of one turn, as far as that decides what follows. */
export interface EndedTurn {
  ended: Execution["ended"];
  /** Whether any run completed. */
  succeeded: boolean;
  /** Of the service, when the batch was taken. */
  pausesBefore: number;
  /** Turns of this worker at this runner in a row, this one included, in which not a word came. */
  silencesInARow: number;
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
export function troubleHere({
  ended,
  silencesInARow,
}: Pick<EndedTurn, "ended" | "silencesInARow">): string | undefined {
  const isOfThisWorker = OF_THIS_WORKER.some((how) => how === ended.how) || silencesInARow >= MAX_SILENCES;
  return isOfThisWorker && "message" in ended ? tellInPassing(ended) : undefined;
}

/**
 * What follows from the end of a turn, for the batch, its sweep and all who ask this service: as in a sweep of one machine, but that
 * what is wrong with one worker gives the batch to others. Decides, does nothing.
 */
export function decideEnd(
  turn: EndedTurn,
  { service, failuresInARow, runningBatches }: TurnState,
  { limits, random }: { limits: SweepLimits; random: () => number },
): TurnEnd {
  const { ended, succeeded, pausesBefore } = turn;
  if (ended.how === "interrupted") return back("its worker was interrupted", 0);
  const trouble = troubleHere(turn);
  if (trouble !== undefined) return back(trouble, 0);
  const { jobs, ...rest } = service;
  const course = {
    // Whose silence it is differs from worker to worker.
    ...{ pauses: rest.pauses, pauseMs: rest.pauseMs, failuresInARow, silencesInARow: 0 },
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
  const next = followed.turn;
  if (next.turn === "stop") {
    const outcome = isRefused ? back(next.message, 0).outcome : { done: true as const };
    return { ...after, outcome, stop: next.message };
  }
  if (next.turn === "go-on") return { ...after, outcome: { done: true } };
  const why = "message" in ended ? tellInPassing(ended) : "it was refused";
  return { ...after, ...back(why, 0), ...(next.pause && { pause: next.pause }) };
}

const back = (why: string, afterMs: number): TurnEnd => ({ outcome: { done: false, why, afterMs } });
