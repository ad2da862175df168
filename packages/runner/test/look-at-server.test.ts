import { type RawAnswer, startRawServer, statusAlone } from "@review/test-kit/raw-server.ts";
import { expect, it } from "vitest";
import { lookAtServer } from "../src/services/look-at-server.ts";
import { apiContext, apiRequest, runnerAt, serve } from "./api-setup.ts";

const { signal } = new AbortController();

it.each<[RawAnswer, string]>([
  ["close", "silent"],
  ["silence", "silent"],
  [statusAlone(401), "wants-key"],
  [statusAlone(403), "wants-key"],
  [statusAlone(404), "no-list"],
  [statusAlone(200), "no-list"],
  [statusAlone(307), "no-list"],
  [{ text: "220 mail.example ESMTP\r\n" }, "no-list"],
])("says of a server that does %j: %s", async (does, answer) => {
  const { url } = await startRawServer(does);
  expect(await lookAtServer(`${url}/v1`, signal, does === "silence" ? 100 : 10_000)).toEqual({ answer });
});

it("says that nobody is there", async () => {
  const server = await serve("ok");
  await server.close();
  expect(await lookAtServer(`${server.url}/v1`, signal)).toEqual({ answer: "nobody" });
  expect(await lookAtServer("http://127.0.0.1:9/v1", signal)).toEqual({ answer: "nobody" });
});

it("tells of a server that speaks another protocol", async () => {
  const { url } = await startRawServer({ text: "220 mail.example ESMTP\r\n" });
  const { ended } = await runnerAt(url, "openai-compatible").execute(apiRequest(), apiContext());
  expect(ended).toMatchObject({ message: expect.stringMatching(/^something other than .* answered/) });
});

it("ends a request to a server that closes every connection at once", async () => {
  const { url } = await startRawServer("close");
  const { ended } = await runnerAt(url, "openai-compatible").execute(apiRequest(), apiContext());
  expect(ended).toMatchObject({ how: "crashed", message: expect.stringContaining("connection broke off") });
});
