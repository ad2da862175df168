import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { FixEntry, PageEntry, RunEntry } from "@review/views";
import { isRunAsked } from "@review/views/words";
import { onTestFinished } from "vitest";
import { packPage } from "../../src/api/packed-page.ts";
import type { Decided, OpenRequest, PageAction, UndoRequest } from "../../src/api/page-action.ts";
import { type EmbeddedPage, type PageEvent, ROUTES } from "../../src/api/page-source.ts";
import { LIVE_POLICY } from "../../src/report/content-policy.ts";
import { PAGE_FILES, renderLivePage } from "../../src/report/render-live-page.ts";
import { makeDecisionsOfTabs } from "../../src/server/decisions-of-tabs.ts";
import { Refusal } from "../../src/server/refusal.ts";
import { ASSETS } from "./browser.ts";

export const TOKEN = "t0ken";
/** As many runs are told at most. */
const MOST_RUNS = 100;

/** What the server of the page does, as far as the page can see it: decisions change the document in memory. */
export interface FakeApi {
  /** With the token in it, as it is printed. */
  url: string;
  embedded: EmbeddedPage;
  actions: PageAction[];
  opened: OpenRequest[];
  /** Runs that are not in the document, which has only the newest. */
  olderRuns: RunEntry[];
  /** Refuses the next decision with this status, after `meanwhile`. */
  refuseNext(status: number, message: string, meanwhile?: () => void, code?: string): void;
  /** Answers no decision until what is given back is called. */
  hold(): () => void;
  send(event: PageEvent): void;
  /** Ends the connections that events are sent over. */
  hangUp(): void;
  /** The same, and lets none be made, as a program that has ended. */
  refuseEvents(isRefused: boolean): void;
}

export async function startFakeApi(embedded: EmbeddedPage, { isReadOnly = false } = {}): Promise<FakeApi> {
  const actions: PageAction[] = [];
  const opened: OpenRequest[] = [];
  const olderRuns: RunEntry[] = [];
  const listeners = new Set<ServerResponse>();
  const before: string[] = [];
  const tabs = makeDecisionsOfTabs((error) => error instanceof Refusal && error.status === 409);
  let isDeaf = false;
  let held: Promise<void> | undefined;
  let refusal: { status: number; message: string; code: string; meanwhile?: () => void } | undefined;
  const decide = (action: PageAction): Decided => {
    actions.push(action);
    if (isUndo(action)) Object.assign(embedded.page, JSON.parse(before.pop() ?? "{}"));
    else {
      before.push(JSON.stringify(embedded.page));
      carryOut(embedded, action);
    }
    return { action, undo: [undoOf(action)] };
  };
  const refuseIfMeant = (): void => {
    const meant = refusal;
    refusal = undefined;
    meant?.meanwhile?.();
    if (meant) throw new Refusal(meant.status, meant.code, meant.message);
  };
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const json = (body: unknown, status = 200) => {
      response
        .writeHead(status, { "content-type": "application/json" })
        .end(body === undefined ? "" : JSON.stringify(body));
    };
    const refuse = (status: number, message: string, code = "refused") =>
      json({ error: { code, message } }, status);
    const answer = (work: () => Promise<unknown>) =>
      work().then(json, ({ status, message, code }: Refusal) => refuse(status, message, code));
    const tab = searchParams.get("tab") ?? "";
    if (pathname === "/") {
      response.writeHead(200, { "content-type": "text/html", "content-security-policy": LIVE_POLICY });
      return response.end(renderLivePage({ name: embedded.page.name, isReadOnly }));
    }
    if (pathname === PAGE_FILES.script)
      return response.writeHead(200, { "content-type": "text/javascript" }).end(ASSETS.script);
    if (pathname === PAGE_FILES.style)
      return response.writeHead(200, { "content-type": "text/css" }).end(ASSETS.style);
    const given = request.headers["x-review-token"] ?? searchParams.get("token");
    if (given !== TOKEN) return refuse(401, "the token is missing");
    switch (pathname) {
      case ROUTES.page:
        return json(packPage(embedded.page));
      case ROUTES.costs:
        return json(embedded.costs);
      case ROUTES.note:
        return json(embedded.notes[searchParams.get("path") ?? ""]);
      case ROUTES.runs: {
        const [status, modelId, search] = ["status", "model", "search"].map(
          (name) => searchParams.get(name) ?? undefined,
        );
        const runs = [...embedded.page.runs, ...olderRuns].filter(isRunAsked({ status, modelId, search }));
        const { total } = embedded.costs;
        const costs = { byModel: [{ ...total, name: "those that fit" }], byGate: [], total };
        return json({ runs: runs.slice(0, MOST_RUNS), more: runs.length > MOST_RUNS, costs });
      }
      case ROUTES.run:
        return json(embedded.runs[Number(searchParams.get("id"))]);
      case ROUTES.cards:
        return json(embedded.cards.filter(({ gateId }) => gateId === searchParams.get("id")));
      case ROUTES.tests:
        return json(embedded.tests.filter(({ gateId }) => gateId === searchParams.get("id")));
      case ROUTES.comparison:
        return json(embedded.comparisons[0]);
      case ROUTES.events:
        if (isDeaf) return refuse(401, "the token is of another start");
        response.writeHead(200, { "content-type": "text/event-stream" }).write("retry: 50\n\n");
        listeners.add(response);
        return;
      case ROUTES.open:
        opened.push(JSON.parse(await bodyOf(request)));
        return json({ isInTerminal: false });
      case ROUTES.made:
        return json(await tabs.list(tab));
      case ROUTES.decide:
        return answer(async () => {
          const action: PageAction = JSON.parse(await bodyOf(request));
          return tabs.decide(tab, searchParams.get("at") ?? undefined, async () => {
            await held;
            refuseIfMeant();
            return decide(action);
          });
        });
      case ROUTES.undo:
        return answer(async () => {
          const { id }: UndoRequest = JSON.parse(await bodyOf(request));
          return tabs.undo(tab, id, async (action) => {
            await held;
            refuseIfMeant();
            return decide(action);
          });
        });
      default:
        return refuse(404, "there is no such thing");
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    ...{ embedded, actions, opened, olderRuns },
    refuseNext: (status, message, meanwhile, code = "refused") => {
      refusal = { status, message, code, ...(meanwhile && { meanwhile }) };
    },
    refuseEvents: (isRefused) => {
      isDeaf = isRefused;
      for (const listener of listeners) listener.end();
      listeners.clear();
    },
    hold: () => {
      let release = () => {};
      held = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    hangUp: () => {
      for (const listener of listeners) listener.end();
      listeners.clear();
    },
    send: (event) => {
      for (const listener of listeners) listener.write(`data: ${JSON.stringify(event)}\n\n`);
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

const wordsOf = (action: PageAction) =>
  "reason" in action ? action.reason : "remark" in action ? action.remark : "";
const isUndo = (action: PageAction) => wordsOf(action) === "undo";

function undoOf(action: PageAction): PageAction {
  if ("keys" in action)
    return { kind: action.kind === "waive" ? "unwaive" : "waive", keys: action.keys, reason: "undo" };
  return { kind: "reopen", pair: action.pair, remark: "undo" };
}

function carryOut({ page }: EmbeddedPage, action: PageAction): void {
  if ("keys" in action) {
    const [from, to] =
      action.kind === "waive" ? (["findings", "waived"] as const) : (["waived", "findings"] as const);
    const isMeant = (entry: FixEntry) => entry.findings.some(({ key }) => action.keys.includes(key ?? ""));
    page[to] = [...page[to], ...page[from].filter(isMeant)];
    page[from] = page[from].filter((entry) => !isMeant(entry));
    return;
  }
  const { acceptanceId } = action.pair;
  if (action.kind === "accept") {
    const isMeant = (entry: PageEntry) => entry.acceptanceId === acceptanceId;
    const { gateChanged = [], notes, gates } = page;
    const { notePath, gateId } = action.pair;
    for (const pair of page.pairs)
      if (notes[pair.note]?.notePath === notePath && gates[pair.gate]?.gateId === gateId)
        pair.state = "fresh";
    page.findings = [
      ...page.findings,
      ...gateChanged.filter(isMeant).map(({ staleReason: _, ...entry }) => entry),
    ];
    page.gateChanged = gateChanged.filter((entry) => !isMeant(entry));
  }
  page.findings = page.findings.flatMap((entry) => {
    if (entry.acceptanceId !== acceptanceId) return [entry];
    if (action.kind === "reopen") return [{ ...entry, staleReason: "reopened" as const }];
    if (action.kind === "override")
      return action.decision === "pass"
        ? []
        : [{ ...entry, decision: action.decision, overrideRemark: action.remark }];
    const { staleReason: _, ...fresh } = entry;
    return [fresh];
  });
}
