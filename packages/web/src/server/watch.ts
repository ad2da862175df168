/** How often is looked at most, in milliseconds: a note that was saved shows as stale within a second. */
const LEAST_MS = 400;
/** A look takes no more than a tenth of the time. */
const COST_FACTOR = 10;

/** Looks again and again while somebody watches. */
export interface Watch {
  /** Looks now; whoever asks while a look is under way gets the next one. */
  look(): Promise<void>;
  /** Looks from now on, until `stop`. */
  start(): void;
  stop(): void;
}

/** `look` never throws. */
export function makeWatch(look: () => Promise<void>): Watch {
  let under: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  /** The watching that is on; who stopped and started while a look was under way has another one. */
  let on: symbol | undefined;
  let cost = 0;
  const once = async () => {
    const began = performance.now();
    await look();
    cost = performance.now() - began;
  };
  const lookNext = () => {
    next ??= under.then(() => {
      next = undefined;
      under = once();
      return under;
    });
    return next;
  };
  const again = (mine: symbol) => {
    timer = setTimeout(
      async () => {
        await lookNext();
        if (on === mine) again(mine);
      },
      Math.max(LEAST_MS, cost * COST_FACTOR),
    );
  };
  return {
    look: lookNext,
    start: () => {
      if (on) return;
      on = Symbol("watching");
      again(on);
    },
    stop: () => {
      on = undefined;
      clearTimeout(timer);
    },
  };
}
