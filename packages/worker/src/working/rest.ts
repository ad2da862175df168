import { setTimeout } from "node:timers/promises";

/** Waits so many milliseconds, or until the signal aborts. */
export async function rest(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
