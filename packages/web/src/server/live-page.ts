import type { ServerResponse } from "node:http";
import { type PageRuns, viewPage } from "@review/views";
import { makeEventStreams } from "./event-streams.ts";
import { type Look, lookAt } from "./look.ts";
import type { PageHost } from "./page-host.ts";
import { makeSweepsWatch } from "./sweeps-watch.ts";
import { makeWatch } from "./watch.ts";

/** Runs that are told one by one. */
export const RUNS_ON_PAGE = 1000;

/** Other tabs hear of a decision after so many milliseconds, unless they hear of it by the page that is asked for then. */
const TELL_MS = 150;

/** The page as it is now, and those who are told when it is another. */
export interface LivePage {
  /** Its document as JSON, made once for each change; undefined if it is the version that is known. */
  page(known?: string): Promise<string | undefined>;
  /** Somebody decided something. */
  changed(): void;
  listen(response: ServerResponse): void;
  end(): void;
}

export function makeLivePage(host: PageHost): LivePage {
  let last: Look | undefined;
  let made: { version: string; text: Promise<string> } | undefined;
  let known: KnownRuns | undefined;
  let soon: NodeJS.Timeout | undefined;
  /** What is read anew is at least as new as the look before. */
  const make = (version: string, runs: string | undefined): Promise<string> =>
    host.read(async ({ corpus, ledger }) => {
      const { toolVersion, now } = host;
      const knownRuns = runs !== undefined && known?.mark === runs ? known : undefined;
      const asked = { toolVersion, now: now(), runs: RUNS_ON_PAGE, knownRuns: knownRuns?.of };
      const page = await viewPage(corpus, ledger, asked);
      const { runs: newest, allRuns, costs } = page;
      known = runs === undefined ? undefined : { mark: runs, of: { runs: newest, allRuns, costs } };
      return JSON.stringify({ ...page, version });
    });
  const watch = makeWatch(async () => {
    const now = await glance(host, last);
    const before = last;
    last = now;
    if (now.signature !== before?.signature) made = undefined;
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
  return {
    page: async (version) => {
      clearTimeout(soon);
      await watch.look();
      const { signature = "", runs } = last ?? {};
      made ??= { version: signature, text: make(signature, runs) };
      const making = made;
      // What failed is tried again.
      making.text.catch(() => {
        if (made === making) made = undefined;
      });
      return making.version === version ? undefined : making.text;
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

/** What was read of the runs when a look at them came to this. */
interface KnownRuns {
  mark: string;
  of: PageRuns;
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
