/** What ends a command before its time, for all who do long work. */
export interface Interruption {
  /** Nothing more is to start, and what runs is to be ended. Its reason is an Error that says why, if not a signal. */
  readonly interrupted: AbortSignal;
  /** What runs is to be killed at once. */
  readonly forced: AbortSignal;
}

/** An interruption and those who bring it about. */
export interface Interrupter extends Interruption {
  /** A signal of the system asks the process to end: the first interrupts, the second forces. */
  signalled(): void;
  /** Something else makes it useless to go on; it does not count as a signal. */
  stop(why: Error): void;
  /** Goes on with nothing. */
  kill(why: Error): void;
  /** Whether a signal came. */
  readonly isSignalled: boolean;
}

/** An interruption that has not come yet. */
export function createInterrupter(): Interrupter {
  const interrupted = new AbortController();
  const forced = new AbortController();
  let isSignalled = false;
  return {
    interrupted: interrupted.signal,
    forced: forced.signal,
    signalled: () => {
      (isSignalled ? forced : interrupted).abort();
      isSignalled = true;
    },
    stop: (why) => interrupted.abort(why),
    kill: (why) => {
      interrupted.abort(why);
      forced.abort(why);
    },
    get isSignalled() {
      return isSignalled;
    },
  };
}
