import { setImmediate } from "node:timers/promises";

/** After so many milliseconds whatever else waits has its turn: a quarter of what a signal or a timeout may wait. */
const TURN_MS = 50;

/** Does something with each item, of which there may be millions, and lets signals and timeouts have their turn between them. */
export async function eachInTurns<Item>(items: Iterable<Item>, act: (item: Item) => void): Promise<void> {
  let began = performance.now();
  for (const item of items) {
    act(item);
    if (performance.now() - began < TURN_MS) continue;
    await setImmediate();
    began = performance.now();
  }
}
