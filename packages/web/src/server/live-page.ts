import type { ServerResponse } from "node:http";
import { viewPage } from "@review/views";
import { makeEventStreams } from "./event-streams.ts";
import { type Look, lookAt } from "./look.ts";
import type { PageHost } from "./page-host.ts";
import { makeSweepsWatch } from "./sweeps-watch.ts";
import { makeWatch } from "./watch.ts";

/** Runs that are told one by one. */
export const RUNS_ON_PAGE = 1000;

/** The page as it is now, and those who are told when it is another. */
export interface LivePage {
  /** Its document as JSON, made once for each change. */
  page(): Promise<string>;
  /** Somebody decided something. */
  changed(): void;
  listen(response: ServerResponse): void;
  end(): void;
}

export function makeLivePage(host: PageHost): LivePage {
  let last: Look | undefined;
  let made: Promise<string> | undefined;
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
    page: async () => {
      await watch.look();
      made ??= makePage(host);
      const making = made;
      // What failed is tried again.
      making.catch(() => {
        if (made === making) made = undefined;
      });
      return making;
    },
    changed: () => void watch.look(),
    listen: (response) => {
      streams.add(response);
      void watch.look();
    },
    end: () => {
      watch.stop();
      sweeps.stop();
      streams.end();
    },
  };
}

const makePage = ({ toolVersion, now, read }: PageHost): Promise<string> =>
  read(async ({ corpus, ledger }) =>
    JSON.stringify(await viewPage(corpus, ledger, { toolVersion, now: now(), runs: RUNS_ON_PAGE })),
  );

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
