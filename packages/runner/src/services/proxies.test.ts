import { expect, it } from "vitest";
import { proxyFor } from "./proxies.ts";

const HTTP = "http://proxy.example:3128";
const HTTPS = "http://other.example:3128";
const OLLAMA = "http://127.0.0.1:11434/v1";
const API = "https://api.example.com/v1";

it.each<[address: string, environment: Record<string, string>, proxy: string | undefined]>([
  [OLLAMA, {}, undefined],
  [OLLAMA, { HTTP_PROXY: " " }, undefined],
  [OLLAMA, { HTTP_PROXY: HTTP }, HTTP],
  [OLLAMA, { HTTPS_PROXY: HTTPS }, undefined],
  [OLLAMA, { ALL_PROXY: HTTP }, HTTP],
  [API, { HTTP_PROXY: HTTP }, HTTP],
  [API, { HTTP_PROXY: HTTP, HTTPS_PROXY: HTTPS }, HTTPS],
  [API, { HTTP_PROXY: HTTP, http_proxy: HTTPS }, HTTPS],
  [API, { HTTP_PROXY: HTTP, ALL_PROXY: HTTPS }, HTTPS],
  ["nothing", { HTTP_PROXY: HTTP }, undefined],
])("asks %s with %j through %s", (address, environment, proxy) => {
  expect(proxyFor(address, environment)).toBe(proxy);
});

it.each<[address: string, noProxy: string, direct: boolean]>([
  [OLLAMA, "127.0.0.1", true],
  [OLLAMA, "localhost", false],
  [OLLAMA, "127.0.0.1:11434", true],
  [OLLAMA, "127.0.0.1:80", false],
  [OLLAMA, "a, 127.0.0.1 b", true],
  [OLLAMA, "*", true],
  ["http://127.0.0.1/v1", "127.0.0.1:80", true],
  ["http://[::1]:1234/v1", "::1", true],
  ["http://[::1]:1234/v1", "[::1]", true],
  ["http://[::1]:1234/v1", "[::1]:1234", true],
  ["http://[::1]:1234/v1", "[::1]:80", false],
  [API, "example.com", true],
  [API, ".example.com", true],
  [API, "*.EXAMPLE.com:443", true],
  [API, "ample.com", false],
  [API, "", false],
])("asks %s with NO_PROXY=%s directly: %s", (address, noProxy, direct) => {
  const environment = { ALL_PROXY: HTTP, NO_PROXY: noProxy };
  expect(proxyFor(address, environment)).toBe(direct ? undefined : HTTP);
});
