import { expect, it } from "vitest";
import type { ApiError } from "./api-error.ts";
import { classifyApiError } from "./api-error-classes.ts";
import type { Asked } from "./asked.ts";

const told = (baseURL: string, error: Partial<ApiError>, more: Partial<Asked> = {}) =>
  classifyApiError(
    { title: "the server", baseURL, addressName: "baseURL", keyNames: [], ...more },
    {
      status: 0,
      kinds: [],
      badProxy: false,
      tooMuch: false,
      notUnderstood: false,
      notHttp: false,
      text: "",
      ...error,
    },
  );

it.each([
  ["http://models.example:8080/v1", 8080, "nothing listens at models.example:8080"],
  ["http://models.example/v1", 80, "nothing listens at models.example"],
  ["https://models.example/v1", 443, "nothing listens at models.example"],
  // The port of a proxy that is not there only begins with the same digits.
  ["http://models.example:80/v1", 8080, "nothing listens at port 8080, where a proxy should be"],
  ["https://models.example/v1", 44_321, "nothing listens at port 44321, where a proxy should be"],
])("of %s, refused at port %i: %s", (baseURL, port, message) => {
  const text = `connect ECONNREFUSED 127.0.0.1:${port}`;
  expect(told(baseURL, { code: "ECONNREFUSED", port, text }).message).toBe(message);
});

it.each<[what: string, error: Partial<ApiError>, message: string]>([
  [
    "of a server that speaks http",
    { code: "ERR_SSL_WRONG_VERSION_NUMBER", text: "wrong version number" },
    "what listens at models.example does not speak https",
  ],
  [
    "of a name that is that of a proxy",
    { code: "ENOTFOUND", hostname: "proxy.example", text: "getaddrinfo ENOTFOUND proxy.example" },
    "there is no proxy proxy.example",
  ],
  [
    "of a gateway that calls itself a proxy",
    { status: 500, text: "LiteLLM Proxy: no healthy deployment" },
    "the server failed (LiteLLM Proxy: no healthy deployment)",
  ],
  [
    "of a network that wants a login",
    { status: 511, text: "Network Authentication Required" },
    "the network wants a login before it lets anything through (HTTP 511)",
  ],
  [
    "of a redirect",
    { status: 307, location: "/elsewhere", text: "" },
    "there is no such service at models.example: it redirects to /elsewhere, which is not followed",
  ],
])("%s tells what happened", (_, error, message) => {
  expect(told("https://models.example/v1", error).message).toBe(message);
});

it("of a machine that can open no more files tells no path of this program", () => {
  const text = "EMFILE: too many open files, open '/opt/review/chunks/x.cjs'";
  expect(told("https://models.example/v1", { code: "EMFILE", text })).toMatchObject({
    how: "cannot-start",
    message: "the server could not be asked: this process may not open more files",
  });
});

it.each<[what: string, error: Partial<ApiError>]>([
  ["that there is none such", { status: 404, text: "404 page not found" }],
  ["something else", { notUnderstood: true, text: "<html>" }],
])("asks whether another address is meant, of one that answers %s", (_, error) => {
  const suggestedURL = "http://127.0.0.1:1234/v1";
  expect(told("http://127.0.0.1:1234", error, { suggestedURL }).remedy).toBe(
    "is it http://127.0.0.1:1234/v1? Then write that as baseURL",
  );
});

it.each<[what: string, error: Partial<ApiError>]>([
  ["that does not let it through", { text: "Proxy response (403) !== 200 when HTTP Tunneling" }],
  ["that is not there", { code: "ENOTFOUND", hostname: "proxy.example" }],
  ["that cannot be reached", { code: "UND_ERR_CONNECT_TIMEOUT" }],
  ["that leads to something else", { status: 404 }],
])("names NO_PROXY for a server on this machine behind a proxy %s", (_, error) => {
  const asked = { directlyBy: "NO_PROXY=127.0.0.1", suggestedURL: "http://127.0.0.1:1234/v1" };
  expect(told("http://127.0.0.1:1234", error, asked).remedy).toBe(
    "the server is on this machine: set NO_PROXY=127.0.0.1, so that it is asked without the proxy",
  );
});
