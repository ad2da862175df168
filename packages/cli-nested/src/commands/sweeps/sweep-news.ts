import { setTimeout } from "node:timers/promises";
import { type Ledger, LedgerError } from "@review/db";
import { listenForSweeps } from "@review/worker";

/** Where nobody tells of a change (behind a pooler), it is looked this often. */
const LOOK_EVERY_MS = 5_000;
/** What comes within this is told together. */
const GATHER_MS = 250;

/** Yields at once, and then whenever shared sweeps of a ledger have changed, or may have, until the signal aborts. */
export async function* sweepNews(ledger: Ledger, aborted: AbortSignal): AsyncGenerator<"news", void> {
  const over = new AbortController();
  const signal = AbortSignal.any([aborted, over.signal]);
  let hasNews = false;
  let wake = () => {};
  const onChange = () => {
    hasNews = true;
    wake();
  };
  const listening = listenForSweeps(ledger, onChange, signal).catch((error: unknown) => {
    // Then it is looked by the clock alone; what is wrong with the ledger the next look says, too.
    if (!(error instanceof LedgerError)) throw error;
  });
  try {
    while (!signal.aborted) {
      yield "news";
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      // What came while it was looked is news, too.
      if (!hasNews) await Promise.race([woken, pause(LOOK_EVERY_MS, signal)]);
      if (hasNews) await pause(GATHER_MS, signal);
      hasNews = false;
    }
  } finally {
    over.abort();
    await listening;
  }
}

/** Waits, or until the signal aborts. */
const pause = (ms: number, signal: AbortSignal): Promise<unknown> =>
  setTimeout(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
