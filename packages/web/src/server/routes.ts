import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { resolveNotePath } from "@review/corpus";
import { listRecordedNotePaths, type ModelId, RUN_STATUSES } from "@review/db";
import {
  nameNote,
  type PageRunsQuestion,
  pageNoteViewer,
  viewComparison,
  viewGateReport,
  viewPageRun,
  viewPageRuns,
  viewTestedGates,
} from "@review/views";
import type { Decided, PageAction } from "../api/page-action.ts";
import { type PageComparison, ROUTES } from "../api/page-source.ts";
import { decideFindings } from "./decide-findings.ts";
import { decidePair } from "./decide-pair.ts";
import { makeDecisionsOfTabs } from "./decisions-of-tabs.ts";
import { type LivePage, RUNS_ON_PAGE } from "./live-page.ts";
import type { PageHost } from "./page-host.ts";
import { readAction, readAsker, readOpenRequest, readUndoRequest } from "./read-action.ts";
import { readBody } from "./read-body.ts";
import { Refusal } from "./refusal.ts";

/** A request of which it is settled that the page made it. */
export interface OwnRequest {
  query: URLSearchParams;
  message: IncomingMessage;
  /** Aborts when nobody waits for the answer any more. */
  signal: AbortSignal;
}

/** How a route is answered: with JSON, or with nothing. */
export interface Route {
  method: "GET" | "POST";
  answer(request: OwnRequest): Promise<string | undefined>;
}

/** What the page asks for, by path; events are told apart. */
export function makeRoutes(host: PageHost, live: LivePage): ReadonlyMap<string, Route> {
  const get = (answer: (query: URLSearchParams, signal: AbortSignal) => Promise<unknown>): Route => ({
    method: "GET",
    answer: async ({ query, signal }) => JSON.stringify(await answer(query, signal)),
  });
  const post = (answer: (request: OwnRequest) => Promise<unknown>): Route => ({
    method: "POST",
    answer: async (request) => {
      if (host.isReadOnly) throw new Refusal(403, "read-only", "the page was started with --read-only");
      return JSON.stringify(await answer(request));
    },
  });
  const decide = async (action: PageAction): Promise<Decided> => {
    const decided = await host.change((place) =>
      "pair" in action ? decidePair(place, action) : decideFindings(place, action),
    );
    live.changed();
    return decided;
  };
  const tabs = makeDecisionsOfTabs(
    (error) => (error instanceof Refusal ? error : host.explain(error)).status === 409,
  );
  return new Map<string, Route>([
    [ROUTES.page, { method: "GET", answer: ({ query }) => live.page(query.get("known") || undefined) }],
    [ROUTES.costs, { method: "GET", answer: () => live.costs() }],
    [
      ROUTES.note,
      get((query) =>
        host.read(async ({ corpus, ledger }) => {
          const recorded = () => listRecordedNotePaths(ledger);
          const { path } = await nameNote(corpus, required(query, "path"), { cwd: corpus.root, recorded });
          return (await pageNoteViewer(corpus, ledger))(path);
        }),
      ),
    ],
    [
      ROUTES.run,
      get((query) => host.read(({ corpus, ledger }) => viewPageRun(corpus, ledger, runId(query)))),
    ],
    [
      ROUTES.runs,
      // It is asked for with each letter of a search: of what was asked before, no more is read.
      get((query, signal) =>
        host.glance(({ corpus, ledger }) => viewPageRuns(corpus, ledger, runsAsked(query), signal)),
      ),
    ],
    [
      ROUTES.tests,
      get((query) =>
        host.read(({ corpus, ledger }) => viewTestedGates(corpus, ledger, [required(query, "id")])),
      ),
    ],
    [
      ROUTES.cards,
      get(async (query) => {
        const id = required(query, "id");
        const cards = (await live.cards()).filter(({ gateId }) => gateId === id);
        if (cards.length > 0) return cards;
        // Nothing was judged by it, or it is no gate, which is told.
        const asked = { gates: [id] };
        return host.read(async ({ corpus, ledger }) => (await viewGateReport(corpus, ledger, asked)).cards);
      }),
    ],
    [ROUTES.comparison, get((query) => compare(host, required(query, "first"), required(query, "second")))],
    [
      ROUTES.decide,
      post(async ({ query, message }) => {
        const { tab, at } = readAsker(query);
        const make = async () => decide(readAction(await readBody(message)));
        return tab === undefined ? make() : tabs.decide(tab, at, make);
      }),
    ],
    [ROUTES.made, get((query) => tabs.list(tabOf(query)))],
    [
      ROUTES.undo,
      post(async ({ query, message }) => {
        const { id } = readUndoRequest(await readBody(message));
        return tabs.undo(tabOf(query), id, decide);
      }),
    ],
    [
      ROUTES.open,
      post(async ({ message }) => {
        const { notePath, line, column } = readOpenRequest(await readBody(message));
        const path = await host.glance(async ({ corpus }) =>
          join(corpus.root, await resolveNotePath(corpus, notePath, corpus.root)),
        );
        return await host.edit({ path, line, column });
      }),
    ],
  ]);
}

async function compare(host: PageHost, first: string, second: string): Promise<PageComparison> {
  if (first === second) throw new Refusal(422, "same-model", "two partitions are compared");
  const comparison = await host.read(({ corpus, ledger }) =>
    viewComparison(corpus, ledger, {
      first: { model: first, partitions: [first as ModelId] },
      second: { model: second, partitions: [second as ModelId] },
      cwd: corpus.root,
    }),
  );
  return { first, second, comparison };
}

function required(query: URLSearchParams, name: string): string {
  const value = query.get(name);
  if (value) return value;
  throw new Refusal(422, "invalid-request", `${name} is missing`);
}

function runsAsked(query: URLSearchParams): PageRunsQuestion {
  const named = query.get("status") ?? undefined;
  const status = RUN_STATUSES.find((known) => known === named);
  if (status !== named) throw new Refusal(422, "invalid-request", "status is not one of a run");
  const modelId = (query.get("model") ?? undefined) as ModelId | undefined;
  return { status, modelId, search: query.get("search") ?? undefined, limit: RUNS_ON_PAGE };
}

const tabOf = (query: URLSearchParams): string => readAsker(query).tab ?? required(query, "tab");

function runId(query: URLSearchParams): number {
  const id = required(query, "id");
  if (/^[1-9]\d{0,14}$/.test(id)) return Number(id);
  throw new Refusal(422, "invalid-request", "id is not the id of a run");
}
