import { setTimeout } from "node:timers/promises";
import { type SharedSweepEntry, viewPageSweeps } from "@review/views";
import type { PageHost } from "./page-host.ts";

/** Where the ledger cannot be listened to, it is tried again after so many milliseconds. */
const AGAIN_MS = 5_000;

/** Follows shared sweeps while somebody watches. */
export interface SweepsWatch {
  start(): void;
  stop(): void;
}

/** Tells how far shared sweeps are, at first and whenever that changes: what is asked for costs little, however large the tree is. */
export function makeSweepsWatch(
  { sweepNews, glance }: Pick<PageHost, "sweepNews" | "glance">,
  tell: (sweeps: SharedSweepEntry[]) => void,
): SweepsWatch {
  let over: AbortController | undefined;
  const follow = async (news: NonNullable<PageHost["sweepNews"]>, signal: AbortSignal) => {
    let told = "[]";
    for await (const _ of news(signal)) {
      const { sweeps } = await glance(({ ledger }) => viewPageSweeps(ledger));
      const text = JSON.stringify(sweeps);
      if (text !== told && !signal.aborted) tell(sweeps);
      told = text;
    }
  };
  return {
    start: () => {
      if (!sweepNews || over) return;
      over = new AbortController();
      const { signal } = over;
      void (async () => {
        while (!signal.aborted) {
          // What is wrong with the ledger is told to whoever asks for the page.
          await follow(sweepNews, signal).catch(() => undefined);
          await setTimeout(AGAIN_MS, undefined, { signal }).catch(() => undefined);
        }
      })();
    },
    stop: () => {
      over?.abort();
      over = undefined;
    },
  };
}
