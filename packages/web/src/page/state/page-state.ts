import { effect, type Signal, signal } from "@preact/signals";
import type { SharedSweepEntry } from "@review/views";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { PageEvent } from "../../api/page-source.ts";
import { type KnownPage, knowPage } from "../model/known-page.ts";
import type { QueueItem } from "../model/queue-item.ts";
import { hrefOf, parseRoute, type Route, withParams } from "../model/route.ts";
import type { PageSource } from "../source/page-source.ts";
import { type Announcements, announcements } from "./announcements.ts";
import { unfoldAll } from "./unfold.ts";

/** What all views share. */
export interface PageState {
  source: PageSource;
  known: Signal<KnownPage>;
  route: Signal<Route>;
  progress: Signal<Extract<PageEvent, { kind: "progress" }> | undefined>;
  /** How far shared sweeps are, newest first. */
  sweeps: Signal<readonly SharedSweepEntry[]>;
  news: Announcements;
  /** The finding that is looked at, which the keys decide about. */
  current: Signal<QueueItem | undefined>;
  /** How a view goes from finding to finding. */
  cursor: Signal<Cursor | undefined>;
  /** The finding that was looked at, until its person knows that it is gone: no key is to decide about another one. */
  gone: Signal<QueueItem | undefined>;
  /** Whether a finding is being decided about here, so that it is no wonder if it goes. */
  isDecided: Signal<(item: QueueItem) => boolean>;
  /** Whether the program that serves the page can be heard. */
  isConnected: Signal<boolean>;
  /** Whether what is shown is known to be older than what is being read now. */
  isBehind: Signal<boolean>;
  /** Whether the page is being printed: then lists are whole. */
  isPrinting: Signal<boolean>;
  /** Asks for the page again. */
  reload(): Promise<void>;
  /** Changes choices of the address without a step in the browser's history. */
  choose(changes: Record<string, string | undefined>): void;
}

export interface Cursor {
  /** Goes to the next finding, or the one before. */
  step(by: 1 | -1): void;
  /** Goes to the first that is meant, if there is one. */
  goTo(isMeant: (item: QueueItem) => boolean): void;
}

/** Reading that takes longer than so many milliseconds is told. */
const BEHIND_MS = 1000;

export async function makeState(source: PageSource): Promise<PageState> {
  const known = signal(knowPage(await source.page()));
  const route = signal(parseRoute(location.hash));
  const sweeps = signal<readonly SharedSweepEntry[]>(known.value.document.sweeps ?? []);
  const isPrinting = signal(false);
  const isConnected = signal(true);
  const isBehind = signal(false);
  const news = announcements();
  const progress = signal<Extract<PageEvent, { kind: "progress" }> | undefined>(undefined);
  let latest = Promise.resolve();
  // Answers may come in another order than they were asked for: the one that was asked for last holds, and all wait for it.
  const reload = () => {
    const patience = setTimeout(() => {
      isBehind.value = true;
    }, BEHIND_MS);
    const mine: Promise<void> = source.page().then(async (document) => {
      if (latest !== mine) await latest;
      else if (document !== known.value.document) known.value = knowPage(document);
    });
    latest = mine;
    const settled = () => {
      clearTimeout(patience);
      if (latest === mine) isBehind.value = false;
    };
    mine.then(settled, settled);
    return mine;
  };
  const choose = (changes: Record<string, string | undefined>) => {
    const next = withParams(route.value, changes);
    if (hrefOf(next) === hrefOf(route.value)) return;
    history.replaceState(null, "", hrefOf(next));
    route.value = next;
  };
  addEventListener("hashchange", () => {
    route.value = parseRoute(location.hash);
  });
  let foldAgain = () => {};
  addEventListener("beforeprint", () => {
    isPrinting.value = true;
    foldAgain();
    foldAgain = unfoldAll();
  });
  addEventListener("afterprint", () => {
    isPrinting.value = false;
    foldAgain();
    foldAgain = () => {};
  });
  source.listen?.((event) => {
    if (event.kind === "progress") progress.value = event;
    else if (event.kind === "sweeps") sweeps.value = event.sweeps;
    else if (event.kind === "connection") isConnected.value = event.isConnected;
    else reload().catch((error: unknown) => news.fail(error));
  });
  // What is not whole is asked for again; the server answers once it has read more.
  effect(() => {
    if (known.value.document.reading) reload().catch((error: unknown) => news.fail(error));
  });
  effect(() => {
    document.title = titleOf(route.value, known.value);
  });
  return {
    ...{ source, known, route, isPrinting, isConnected, isBehind, news, progress, sweeps, reload, choose },
    current: signal(undefined),
    cursor: signal(undefined),
    gone: signal(undefined),
    isDecided: signal(() => false),
  };
}

function titleOf({ view, names, unknown }: Route, { document: { name } }: KnownPage): string {
  return [...names, unknown === undefined ? view : "not found", `${name} · review`].join(" · ");
}

export const PageContext = createContext<PageState | undefined>(undefined);

export function usePage(): PageState {
  const state = useContext(PageContext);
  if (!state) throw new Error("a view stands outside of the page");
  return state;
}
