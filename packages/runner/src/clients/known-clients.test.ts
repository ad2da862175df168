import { expect, it } from "vitest";
import { clients } from "./known-clients.ts";

const request = {
  ...{
    invocationId: "232ed55b-d19e-424b-8907-4c50d6e89584",
    prompt: "You are a reviewer.",
    token: "0a1b2c3d",
  },
  ...{ notes: [], model: "--attach=http://127.0.0.1", effort: "--debug", root: "/notes", timeoutMs: 900_000 },
};

it.each(clients)("$name gets a model and an effort as values, whatever they begin with", async (client) => {
  const { args } = await client.command(request, {}, {}, "/tmp/review-x");
  expect(args.filter((word) => /^--(?:attach|debug)/.test(word))).toEqual([]);
  expect(args).toContain(`--model=${request.model}`);
});
