import type { ServerResponse } from "node:http";
import { setTimeout as later } from "node:timers/promises";
import {
  type GateCard,
  type PageDocument,
  pageMemory,
  viewGateReport,
  viewPage,
  viewPageCosts,
} from "@review/views";
import { packPage } from "../api/packed-page.ts";
import { makeEventStreams } from "./event-streams.ts";
import { type Look, lookAt } from "./look.ts";
import { makeInTurn } from "./make-in-turn.ts";
import type { PageHost } from "./page-host.ts";
import { makeSweepsWatch } from "./sweeps-watch.ts";
import { makeWatch } from "./watch.ts";

/** Runs that are told one by one. */
export const RUNS_ON_PAGE = 1000;

/** Other tabs hear of a decision after so many milliseconds, unless they hear of it by the page that is asked for then. */
const TELL_MS = 150;

/** Whoever has no page yet gets what was read of it after so many milliseconds. */
const PATIENCE_MS = 700;

/** The version of a page that is not whole begins so. */
const PART = "part-";

/** The page as it is now, and those who are told when it is another. */
export interface LivePage {
  /**
   * Its document as JSON (`PackedPage`), made once for each change; undefined if it is the version that is known. Who knows none, or
   * one that is not whole, may get another one that is not.
   */
  page(known?: string): Promise<string | undefined>;
  /** What all runs took, as JSON, made once for each change of them. */
  costs(): Promise<string>;
  /** What every gate did that was ever judged by, made once for each change of that. */
  cards(): Promise<readonly GateCard[]>;
  /** Somebody decided something. */
  changed(): void;
  listen(response: ServerResponse): void;
  end(): void;
}

export function makeLivePage(host: PageHost): LivePage {
  const memory = pageMemory();
  let last: Look | undefined;
  let soon: NodeJS.Timeout | undefined;
  /** The page of what was read so far, while some of it is. */
  let soFar: (() => PageDocument) | undefined;
  let parts = 0;
  /** What is read anew is at least as new as the look before. */
  const makePage = makeInTurn((version) =>
    host
      .read(async ({ corpus, ledger }) => {
        const { toolVersion, now } = host;
        const onSome = (page: () => PageDocument) => {
          soFar = page;
        };
        const asked = { toolVersion, now: now(), runs: RUNS_ON_PAGE, memory, onSome };
        return JSON.stringify(packPage({ ...(await viewPage(corpus, ledger, asked)), version }));
      })
      .finally(() => {
        soFar = undefined;
      }),
  );
  const makeCosts = makeInTurn(() =>
    host.read(async ({ ledger }) => JSON.stringify(await viewPageCosts(ledger))),
  );
  const makeCards = makeInTurn(() =>
    host.read(async ({ corpus, ledger }) => (await viewGateReport(corpus, ledger, {})).cards),
  );
  const watch = makeWatch(async () => {
    const now = await glance(host, last);
    const before = last;
    last = now;
    if (before === undefined) return;
    if (now.progress && isOther(now, before)) streams.progressed(now.progress);
    if (now.signature !== before.signature) streams.changed();
  });
  const streams = makeEventStreams(
    () => {
      watch.start();
      sweeps.start();
    },
    () => {
      watch.stop();
      sweeps.stop();
    },
  );
  const sweeps = makeSweepsWatch(host, streams.swept);
  const partOf = (page: PageDocument): string => {
    parts += 1;
    return JSON.stringify(packPage({ ...page, version: `${PART}${parts}` }));
  };
  return {
    page: async (known) => {
      clearTimeout(soon);
      await watch.look();
      const { version, made } = makePage(last?.signature ?? "");
      if (known !== undefined && version === known) return undefined;
      if (known !== undefined && !known.startsWith(PART)) return made;
      for (;;) {
        const whole = await Promise.race([
          made,
          later(host.patienceMs ?? PATIENCE_MS, undefined, { ref: false }),
        ]);
        if (whole !== undefined) return whole;
        if (soFar) return partOf(soFar());
      }
    },
    costs: async () => {
      await watch.look();
      return makeCosts(last?.runs ?? last?.signature ?? "").made;
    },
    cards: async () => {
      await watch.look();
      return makeCards(last?.judged ?? last?.signature ?? "").made;
    },
    // Whoever decided asks for the page at once, and looks by that.
    changed: () => {
      clearTimeout(soon);
      soon = setTimeout(() => void watch.look(), TELL_MS);
    },
    listen: (response) => {
      streams.add(response);
      void watch.look();
    },
    end: () => {
      clearTimeout(soon);
      watch.stop();
      sweeps.stop();
      streams.end();
    },
  };
}

/** What cannot be looked at is another page, too: whoever asks for it then is told why. */
async function glance(host: PageHost, before: Look | undefined): Promise<Look> {
  try {
    return await host.glance(({ corpus, ledger }) => lookAt(corpus, ledger, before));
  } catch (error) {
    const { code, message } = host.explain(error);
    const { progress } = before ?? {};
    return { signature: `${code}: ${message}`, ...(progress && { progress }) };
  }
}

function isOther({ progress: now }: Look, { progress: before }: Look): boolean {
  const told = (progress: Look["progress"]) => JSON.stringify(progress && { ...progress, newest: 0 });
  return told(now) !== told(before);
}
