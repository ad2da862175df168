import { expect, it } from "vitest";
import { suggestAddress } from "./suggest-address.ts";

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
