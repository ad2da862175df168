import { expect, it } from "vitest";
import { directlyBy, suggestAddress } from "./doubts.ts";

const OPENAI = "https://api.openai.com/v1";
const HERE = "http://127.0.0.1:11434";

it.each<[address: string, usual: string, meant: string | undefined]>([
  [HERE, OPENAI, `${HERE}/v1`],
  [`${HERE}/`, OPENAI, `${HERE}/v1`],
  [`${HERE}/api`, OPENAI, `${HERE}/v1`],
  [`${HERE}/api/chat`, OPENAI, `${HERE}/v1`],
  [`${HERE}/chat/completions`, OPENAI, `${HERE}/v1`],
  [`${HERE}/v1/chat/completions`, OPENAI, `${HERE}/v1`],
  [`${HERE}/v1/models/`, OPENAI, `${HERE}/v1`],
  ["https://g.example/openai/v1/responses", OPENAI, "https://g.example/openai/v1"],
  ["https://g.example/", "https://generativelanguage.googleapis.com/v1beta", "https://g.example/v1beta"],
  [`${HERE}/v1`, OPENAI, undefined],
  ["https://g.example/openai", OPENAI, undefined],
  ["https://g.example/api/v1", OPENAI, undefined],
  ["nothing", OPENAI, undefined],
])("takes %s beside %s to mean %s", (address, usual, meant) => {
  expect(suggestAddress(address, usual)).toBe(meant);
});

it("says what to set for a server on this machine, and nothing where that is no help", () => {
  const proxied = { HTTP_PROXY: "http://proxy.example:3128" };
  expect(directlyBy(`${HERE}/v1`, proxied)).toBe("NO_PROXY=127.0.0.1");
  expect(directlyBy("http://localhost:1234/v1", { ...proxied, no_proxy: "intra" })).toBe(
    "no_proxy=$no_proxy,localhost",
  );
  expect(directlyBy(`${HERE}/v1`, { ...proxied, NO_PROXY: "127.0.0.1" })).toBeUndefined();
  expect(directlyBy("http://models.example/v1", proxied)).toBeUndefined();
  // A proxy on this machine reaches it.
  expect(directlyBy(`${HERE}/v1`, { HTTP_PROXY: "http://127.0.0.1:7890" })).toBeUndefined();
});
