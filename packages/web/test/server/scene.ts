import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { openCorpus } from "@review/corpus";
import { openLedger, standingAcceptance, takingTurns } from "@review/db";
import { createRun, LifecycleError, modelPartition, recordAndFinalizeRun } from "@review/lifecycle";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import type { PageDocument } from "@review/views";
import { onTestFinished } from "vitest";
import type { PageAction, SeenPair } from "../../src/api/page-action.ts";
import { type PackedPage, type PageHost, startPageServer, unpackPage } from "../../src/index.ts";

const GATES = "kb/instructions/review-gates";
export const NOTE = "kb/notes/a.md";
export const opus = modelPartition("opus");

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

export interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** A tree with a ledger in which one run is accepted (a.md: clarity warns, brevity passes), served. */
export async function makeScene(
  options: {
    isReadOnly?: boolean;
    assets?: PageHost["assets"];
    patienceMs?: number;
    turn?: (question: string) => Promise<unknown>;
  } = {},
) {
  const base = makeKnowledgeBase();
  const url = join(base.root, "ledger.sqlite");
  const versionOf = (path: string) => {
    const text = readFileSync(join(base.root, path), "utf8");
    return { text, sha: createHash("sha256").update(text).digest("hex") };
  };
  const start = async (gateIds: readonly string[], notePath = NOTE) => {
    await using ledger = await openLedger(url);
    const gates = gateIds.map((gateId) => ({ gateId, ...versionOf(`${GATES}/${gateId}.md`) }));
    const note = versionOf(notePath);
    return createRun(ledger, { notePath, modelId: opus, runner: "test", note, gates });
  };
  const finish = async (runId: number, decisions: Readonly<Record<string, "pass" | "warn" | "fail">>) => {
    await using ledger = await openLedger(url);
    const gateReviews = Object.entries(decisions).map(([gateId, decision]) => ({
      gateId,
      decision,
      rationaleMarkdown:
        decision === "pass"
          ? "fine"
          : `### Findings\n\n- ${decision.toUpperCase()}: vague\n  > Plain text.\n`,
    }));
    await recordAndFinalizeRun(ledger, { runId, gateReviews });
  };
  await finish(await start(["prose/clarity", "prose/brevity"]), {
    "prose/clarity": "warn",
    "prose/brevity": "pass",
  });
  const opened: object[] = [];
  let made = 0;
  const at =
    (readOnly: boolean): PageHost["read"] =>
    async (act) => {
      const corpus = await openCorpus({ cwd: base.root, root: base.root });
      await using opened = await openLedger(url, { readOnly });
      const { turn } = options;
      const ledger = turn ? takingTurns(opened, { turnMs: 0, turn }) : opened;
      return await act({ corpus, ledger });
    };
  const host: PageHost = {
    toolVersion: "1.2.3",
    name: "kb",
    assets: options.assets ?? { script: "script", style: "style" },
    isReadOnly: options.isReadOnly ?? false,
    now: () => {
      made += 1;
      return new Date(0);
    },
    read: at(true),
    glance: at(true),
    change: at(false),
    edit: async (place) => {
      opened.push(place);
      return { isInTerminal: false };
    },
    ...(options.patienceMs !== undefined && { patienceMs: options.patienceMs }),
    explain: (error) => {
      const isKnown = error instanceof Error && "code" in error && /^[a-z-]+$/.test(String(error.code));
      if (!isKnown) throw error;
      const status = error instanceof LifecycleError ? 409 : 422;
      return { status, code: String(error.code), message: error.message };
    },
  };
  const server = await startPageServer(host, 0);
  let isClosed = false;
  const close = async () => {
    if (!isClosed) await server.close();
    isClosed = true;
  };
  onTestFinished(close);
  const { port, hash } = new URL(server.url);
  const token = hash.replace("#token=", "");
  const ask = (path: string, { method = "GET", headers = {}, body }: Asked = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const all = { "x-review-token": token, host: `127.0.0.1:${port}`, ...headers };
      const asked = request({ host: "127.0.0.1", port, path, method, headers: all }, (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          text += chunk;
        });
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      });
      asked.on("error", reject);
      asked.end(body);
    });
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const all = { "content-type": "application/json", ...headers };
    const answer = await ask(path, { method: "POST", headers: all, body: JSON.stringify(body) });
    return { status: answer.status, document: answer.text === "" ? undefined : JSON.parse(answer.text) };
  };
  /** The whole page, however long it takes. */
  const page = async (known?: string): Promise<PageDocument> => {
    const query = known === undefined ? "" : `?${new URLSearchParams({ known })}`;
    const document = unpackPage(JSON.parse((await ask(`/api/page${query}`)).text) as PackedPage);
    return document.reading ? page(document.version) : document;
  };
  /** The pair of a gate, as the page has it now. */
  const seen = async (gateId: string): Promise<SeenPair> => {
    const shown = await page();
    await using ledger = await openLedger(url, { readOnly: true });
    const noteSha = shown.notes.find(({ notePath }) => notePath === NOTE)?.noteSha ?? "";
    const gateSha = shown.gates.find((gate) => gate.gateId === gateId)?.gateSha ?? "";
    const pair = { notePath: NOTE, gateId, noteSha, gateSha, modelId: opus };
    const acceptanceId = (await standingAcceptance(ledger, pair))?.event.id ?? 0;
    return { ...pair, acceptanceId };
  };
  const decide = (action: PageAction) => post("/api/decide", action);
  return {
    ...base,
    made: () => made,
    url,
    server,
    port,
    token,
    host,
    opened,
    ask,
    post,
    page,
    seen,
    decide,
    start,
    finish,
    close,
  };
}

export type Scene = Awaited<ReturnType<typeof makeScene>>;
