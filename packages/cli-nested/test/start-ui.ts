import { get } from "node:http";
import { binPath } from "@review/test-kit/run-bin.ts";
import type { PageDocument } from "@review/views";
import { type PackedPage, type PageEvent, unpackPage } from "@review/web";
import { execa } from "execa";
import { onTestFinished, vi } from "vitest";

export const WAIT = { timeout: 20_000, interval: 20 };

/** `ui` as a process of its own, and what it printed once it serves. */
export async function startUi(
  cwd: string,
  args: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
) {
  const { PATH } = process.env;
  const env = { PATH, HOME: "/nonexistent", ...environment };
  const all = [binPath("review-nested"), "ui", ...args];
  const started = execa(process.execPath, all, { cwd, env, extendEnv: false, reject: false });
  onTestFinished(() => void started.kill("SIGKILL"));
  let out = "";
  started.stdout.on("data", (chunk: Buffer) => {
    out += chunk;
  });
  await vi.waitUntil(() => out.endsWith("\n"), WAIT);
  const url = args.includes("--json") ? (JSON.parse(out) as { url: string }).url : out.trim();
  const { origin, hash } = new URL(url);
  const token = hash.replace("#token=", "");
  const headers = { "x-review-token": token };
  const ask = async (): Promise<unknown> => (await fetch(`${origin}/api/page`, { headers })).json();
  const page = async (known = ""): Promise<PageDocument> => {
    const answer = await fetch(`${origin}/api/page?${new URLSearchParams({ known })}`, { headers });
    const document = unpackPage((await answer.json()) as PackedPage);
    return document.reading ? page(document.version) : document;
  };
  const post = async (path: string, body: unknown) => {
    const type = { "content-type": "application/json" };
    const asked = { method: "POST", headers: { ...headers, ...type }, body: JSON.stringify(body) };
    const answer = await fetch(origin + path, asked);
    return { status: answer.status, text: await answer.text() };
  };
  return {
    started,
    url,
    out: () => out,
    origin,
    token,
    ask,
    page,
    post,
    listen: () => listen(origin, token),
  };
}

/** What a page that is open from now on is told. */
function listen(origin: string, token: string): PageEvent[] {
  const events: PageEvent[] = [];
  get(`${origin}/api/events?token=${token}`, (response) => {
    response.setEncoding("utf8");
    response.on("error", () => {});
    response.on("data", (text: string) => {
      for (const line of text.split("\n")) {
        if (line.startsWith("data: ")) events.push(JSON.parse(line.slice(6)) as PageEvent);
      }
    });
  });
  return events;
}
