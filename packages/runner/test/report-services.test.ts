import { expect, it } from "vitest";
import { isLoopback } from "../src/services/loopback.ts";
import { canBeAsked, reportServices } from "../src/services/report-services.ts";
import { KEY, serve } from "./api-setup.ts";

const { signal } = new AbortController();

it("tells which services have a key, and not the key", async () => {
  const environment = {
    OPENAI_API_KEY: KEY,
    GOOGLE_GENERATIVE_AI_API_KEY: KEY,
    ANTHROPIC_API_KEY: " ",
    OPENAI_COMPATIBLE_BASE_URL: "https://models.invalid/v1",
  };
  const reports = await reportServices(environment, signal);
  expect(reports.map(({ provider, keyName, models }) => [provider, keyName, models])).toEqual([
    ["anthropic", undefined, undefined],
    ["openai", "OPENAI_API_KEY", undefined],
    ["google", "GOOGLE_GENERATIVE_AI_API_KEY", undefined],
    ["openai-compatible", undefined, undefined],
  ]);
  expect(JSON.stringify(reports)).not.toContain(KEY);
});

it("lists the models of a server on this machine, without a key", async () => {
  const server = await serve("ok");
  const environment = { OPENAI_COMPATIBLE_API_KEY: KEY, OPENAI_COMPATIBLE_BASE_URL: `${server.url}/v1/` };
  const [report] = (await reportServices(environment, signal)).slice(-1);
  expect(report).toEqual({
    provider: "openai-compatible",
    baseURL: `${server.url}/v1`,
    keyNames: ["OPENAI_COMPATIBLE_API_KEY"],
    keyName: "OPENAI_COMPATIBLE_API_KEY",
    answer: "models",
    models: ["local-model:1b"],
  });
});

it("tells of servers at the usual places of others, where the user names none", async () => {
  const server = await serve("ok");
  const places = [`${server.url}/v1`, `${server.url}/nowhere`, "http://models.invalid/v1"];
  const others = async (environment: Record<string, string>) =>
    (await reportServices(environment, signal, places))
      .slice(4)
      .map(({ baseURL, models }) => [baseURL, models]);
  expect(await others({})).toEqual([[`${server.url}/v1`, ["local-model:1b"]]]);
  expect(await others({ OPENAI_COMPATIBLE_BASE_URL: "http://models.invalid/v1" })).toEqual([]);
});

it("finds none where nobody, or something else, answers", async () => {
  const server = await serve("ok");
  const looked = async (baseURL: string) =>
    (await reportServices({ OPENAI_COMPATIBLE_BASE_URL: baseURL }, signal)).at(-1)?.models;
  expect(await looked(`${server.url}/elsewhere`)).toBeUndefined();
  await server.close();
  expect(await looked(`${server.url}/v1`)).toBeUndefined();
});

it("finds a server whose address lacks its version, and says which is meant", async () => {
  const server = await serve("ok");
  const looked = async (baseURL: string) =>
    (await reportServices({ OPENAI_COMPATIBLE_BASE_URL: baseURL }, signal))[3];
  for (const path of ["", "/v1/chat/completions", "/api"]) {
    const report = await looked(`${server.url}${path}`);
    expect(report).toMatchObject({
      ...{ answer: "no-list", suggestedURL: `${server.url}/v1`, models: ["local-model:1b"] },
    });
    expect(report && canBeAsked(report)).toBe(false);
  }
  expect(await looked(`${server.url}/v1`)).not.toHaveProperty("suggestedURL");
  expect(await looked("https://models.invalid")).toMatchObject({ suggestedURL: "https://models.invalid/v1" });
});

it("says that a server on this machine is behind a proxy elsewhere", async () => {
  const server = await serve("ok");
  const proxied = {
    OPENAI_COMPATIBLE_BASE_URL: `${server.url}/v1`,
    HTTP_PROXY: "http://models.invalid:3128",
  };
  const [report] = (await reportServices(proxied, signal)).slice(3);
  expect(report).toMatchObject({ answer: "models", directlyBy: "NO_PROXY=127.0.0.1" });
  expect(report && canBeAsked(report)).toBe(false);
  const [direct] = (await reportServices({ ...proxied, NO_PROXY: "127.0.0.1" }, signal)).slice(3);
  expect(direct && canBeAsked(direct)).toBe(true);
});

it.each([
  ["http://127.0.0.1:11434/v1", true],
  ["http://localhost:1234/v1", true],
  ["http://[::1]:1/v1", true],
  ["http://127.0.0.1.example.org/v1", false],
  ["http://192.168.0.2/v1", false],
  ["https://api.openai.com/v1", false],
  ["nothing", false],
])("%s is on this machine: %s", (url, expected) => {
  expect(isLoopback(url)).toBe(expected);
});
