import { chmodSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { expect, it, onTestFinished } from "vitest";
import { proposeReviewer } from "./propose-reviewer.ts";

const { signal } = new AbortController();
/** Whoever runs the tests may have a model server of their own; at this port nobody looks for one. */
const NOBODY = { OPENAI_COMPATIBLE_BASE_URL: "http://127.0.0.1:9/v1" };

const propose = async (environment: Record<string, string>) => {
  const context = { root: scratchFolder(), signal, environment: { ...NOBODY, ...environment } };
  const { before, options, missing } = await proposeReviewer(context);
  return before + options + (missing === undefined ? "" : `: ${missing}`);
};

function programs(...names: string[]): string {
  const folder = scratchFolder();
  for (const name of names) {
    writeFileSync(join(folder, name), "#!/bin/sh\n");
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

it("prefers a client that is there", async () => {
  const folder = programs("codex");
  expect(await propose({ PATH: folder, OPENAI_API_KEY: "k" })).toBe("--runner codex --model gpt-5.4");
});

it("prefers, of two clients that are there, the one that shows a login", async () => {
  const folder = programs("claude", "codex");
  expect(await propose({ PATH: folder })).toBe("--runner claude-code --model opus");
  expect(await propose({ PATH: folder, CODEX_API_KEY: "k" })).toBe("--runner codex --model gpt-5.4");
});

it("takes a service whose key is set where there is no client", async () => {
  expect(await propose({ GEMINI_API_KEY: "k" })).toBe("--runner api --model google/gemini-2.5-flash");
});

it("takes a model server on this machine where there is no key either", async () => {
  const list = { object: "list", data: [{ id: "$(touch x)" }] };
  const server = createServer((_, response) => response.end(JSON.stringify(list)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  expect(await propose({ OPENAI_COMPATIBLE_BASE_URL: baseURL })).toBe(
    `--runner api --model openai-compatible/MODEL: MODEL stands for the name of one of the server's models: a model server answers at ${baseURL}: $(touch x)`,
  );
  list.data = [{ id: "qwen3:8b" }];
  expect(await propose({ OPENAI_COMPATIBLE_BASE_URL: baseURL })).toBe(
    "--runner api --model openai-compatible/qwen3:8b",
  );
});

it("takes a model server that wants a key, and says so, though nobody could ask it yet", async () => {
  const server = createServer((_, response) => response.writeHead(401).end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  expect(await propose({ OPENAI_COMPATIBLE_BASE_URL: baseURL })).toMatch(
    /^--runner api --model openai-compatible\/MODEL: MODEL stands .* wants a key: set OPENAI_COMPATIBLE_API_KEY$/,
  );
});

it("takes a server at the address that the user names, which is not called where it is on another machine", async () => {
  expect(await propose({ OPENAI_COMPATIBLE_BASE_URL: "http://models.invalid/v1" })).toBe(
    "--runner api --model openai-compatible/MODEL: MODEL stands for the name of one of the server's models: http://models.invalid/v1 was not called",
  );
});

it("shows what a line looks like where nobody is there", async () => {
  expect(await propose({})).toMatch(/^--runner claude-code --model opus: no reviewer was found here: /);
});
