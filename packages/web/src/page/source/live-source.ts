import type {
  GateCard,
  GateTest,
  PageCosts,
  PageDocument,
  PageNoteDocument,
  PageRunDocument,
  PageRunsDocument,
} from "@review/views";
import { type PackedPage, unpackPage } from "../../api/packed-page.ts";
import type { Made, Opened } from "../../api/page-action.ts";
import { type PageComparison, type PageError, type PageEvent, ROUTES } from "../../api/page-source.ts";
import { type PageSource, RefusedError } from "./page-source.ts";

/** What the program that serves the page answers; `tab` is what this tab is called there. */
export function liveSource({
  token,
  tab,
  isReadOnly,
}: {
  token: string;
  tab: string;
  isReadOnly: boolean;
}): PageSource {
  const get = async <T>(
    route: string,
    query: Record<string, string> = {},
    signal?: AbortSignal,
  ): Promise<T> => ask<T>(`${route}?${new URLSearchParams(query)}`, token, undefined, signal);
  let searching = new AbortController();
  const post = <T>(route: string, body: unknown, query: Record<string, string> = {}) =>
    ask<T>(`${route}?${new URLSearchParams(query)}`, token, body);
  return {
    page: onePage(get),
    costs: () => get<PageCosts>(ROUTES.costs),
    note: (path) => get<PageNoteDocument>(ROUTES.note, { path }),
    runs: ({ status, modelId, search }) => {
      // With the next letter nobody waits for the runs of those before it.
      searching.abort();
      searching = new AbortController();
      const query = {
        ...(status !== undefined && { status }),
        ...(modelId !== undefined && { model: modelId }),
        ...(search !== undefined && { search }),
      };
      return get<PageRunsDocument>(ROUTES.runs, query, searching.signal);
    },
    run: (id) => get<PageRunDocument>(ROUTES.run, { id: `${id}` }),
    cards: (id) => get<GateCard[]>(ROUTES.cards, { id }),
    tests: (id) => get<GateTest[]>(ROUTES.tests, { id }),
    comparison: async (first, second) =>
      (await get<PageComparison>(ROUTES.comparison, { first, second })).comparison,
    listen: (onEvent) => {
      const events = new EventSource(`${ROUTES.events}?${new URLSearchParams({ token })}`);
      let isAgain = false;
      // Whatever came while it was not connected was missed.
      events.onopen = () => {
        onEvent({ kind: "connection", isConnected: true });
        if (isAgain) onEvent({ kind: "changed" });
        isAgain = true;
      };
      // The browser tries again by itself, unless it was refused.
      events.onerror = () => onEvent({ kind: "connection", isConnected: false });
      events.onmessage = ({ data }) => onEvent(JSON.parse(data) as PageEvent);
      return () => events.close();
    },
    ...(!isReadOnly && {
      deciding: {
        decide: (action, at) => post<Made>(ROUTES.decide, action, { tab, ...(at !== undefined && { at }) }),
        made: () => get<Made[]>(ROUTES.made, { tab }),
        undo: (id) => post<Made[]>(ROUTES.undo, { id }, { tab }),
        open: (place) => post<Opened>(ROUTES.open, place),
      },
    }),
  };
}

/**
 * Asks for the page, one time after the other, so that what is known is not sent again: after a decision it is asked for twice, by
 * who decided and for the news of it.
 */
function onePage(
  get: (route: string, query: Record<string, string>) => Promise<PackedPage | undefined>,
): () => Promise<PageDocument> {
  let last: PageDocument | undefined;
  let under: Promise<unknown> = Promise.resolve();
  let next: Promise<PageDocument> | undefined;
  const once = async () => {
    const known = last;
    const query: Record<string, string> = known?.version === undefined ? {} : { known: known.version };
    const sent = await get(ROUTES.page, query);
    const document = sent ? unpackPage(sent) : known;
    if (document === undefined) throw new RefusedError(0, "the program that serves this page sent none");
    last = document;
    return document;
  };
  return () => {
    // Who asks while an answer is under way may not be content with it.
    next ??= under.then(() => {
      next = undefined;
      const asked = once();
      under = asked.catch(() => undefined);
      return asked;
    });
    return next;
  };
}

async function ask<T>(address: string, token: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const headers = { "x-review-token": token };
  const request: RequestInit =
    body === undefined
      ? { headers, ...(signal && { signal }) }
      : {
          method: "POST",
          headers: { ...headers, "content-type": "application/json" },
          body: JSON.stringify(body),
        };
  const answer = await fetch(address, request).catch(() => {
    throw new RefusedError(
      0,
      "the program that serves this page does not answer: is `review-nested ui` still running?",
    );
  });
  const text = await answer.text();
  if (!answer.ok) throw new RefusedError(answer.status, ...problemOf(text, answer.status));
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

function problemOf(text: string, status: number): [message: string, code?: string] {
  try {
    const { message, code } = (JSON.parse(text) as PageError).error;
    return [message, code];
  } catch {
    // Something else answered than the server of this page.
    return [`the program that serves this page answered ${status}`];
  }
}
