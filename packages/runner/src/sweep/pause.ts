import { setTimeout as sleep } from "node:timers/promises";

/** Waits so many milliseconds, or until the signal aborts. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** A longer timer fires at once (Node keeps its delay in 31 bits). */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Waits by a timer. */
export const waitByTimer: Wait = async (ms, signal) => {
  try {
    await sleep(Math.min(ms, LONGEST_TIMER_MS), undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
};

/** A time in which nothing is started. */
export type Pause = ReturnType<typeof preparePause>;

/** No pause yet; an abort of the signal ends whichever comes. */
export function preparePause(wait: Wait, signal: AbortSignal) {
  let current: Promise<void> | undefined;
  return {
    /** Settles when it is over; undefined if there is none now. */
    current: () => current,
    /** Begins one, or makes the one under way last so long from now on. */
    begin: (ms: number): void => {
      const both: Promise<void> = Promise.all([current, wait(ms, signal)]).then(() => {
        if (current === both) current = undefined;
      });
      current = both;
    },
  };
}
