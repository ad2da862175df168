import { describe, expect, it } from "vitest";
import { readMessage } from "./read-message.ts";

const LONGEST = 16_000_000;
const read = (text: string | Uint8Array) => readMessage({ bytes: Buffer.from(text) }, LONGEST);

it.each([
  '{"jsonrpc":"2.0","id":1,"method":"ping"}',
  ' {"method":"ping","jsonrpc":"2.0","id":"a"}\r',
  '{"jsonrpc":"2.0","method":"notifications/initialized"}',
])("takes a message: %s", (text) => {
  expect(read(text)).toEqual({ message: JSON.parse(text) });
});

it.each(["", " ", "\r", "\t \r"])("passes over a blank line: %j", (text) => {
  expect(read(text)).toBeUndefined();
});

describe("a line that is no message is answered", () => {
  const whole = '{"jsonrpc":"2.0","id":7,"method":"ping"}';
  it.each<[text: string | Uint8Array, code: number, id: number | string | null, message: string]>([
    ["{nope", -32700, null, "the line is not JSON"],
    [whole.slice(0, -1), -32700, 7, "the line is not JSON"],
    ['{"id":"a-1","method":', -32700, "a-1", "the line is not JSON"],
    // It was cut off: that id stands in the arguments.
    ['{"method":"x","params":{"a":1,"id":3}', -32700, null, "the line is not JSON"],
    [Buffer.from([...Buffer.from(whole.slice(0, -1)), 0xff]), -32700, 7, "the line is not UTF-8"],
    ["[]", -32600, null, "the line is no JSON-RPC message"],
    ["null", -32600, null, "the line is no JSON-RPC message"],
    [`[${whole}]`, -32600, null, "the line is no JSON-RPC message"],
    ['{"jsonrpc":"2.0","id":5}', -32600, 5, "the line is no JSON-RPC message"],
    ['{"jsonrpc":"2.0","id":{},"method":"ping"}', -32600, null, "the line is no JSON-RPC message"],
    ['{"id":8,"method":"ping"}', -32600, 8, "the line is no JSON-RPC message"],
  ])("%s", (text, code, id, message) => {
    expect(read(text)).toEqual({ refusal: { jsonrpc: "2.0", id, error: { code, message } } });
  });
});

describe("a message that is too long is answered under its id", () => {
  it.each<[what: string, start: string, end: string, id: number | string | null]>([
    ["at its start", '{"jsonrpc":"2.0","id":3,"method":"tools/call"', 'xx"}}}', 3],
    ["at its start, in another order", '{ "id" : "q", "jsonrpc": "2.0"', 'xx"}}}', "q"],
    [
      "at its end, as the SDK's client writes it",
      '{"method":"tools/call"',
      'xx"}},"jsonrpc":"2.0","id":12}',
      12,
    ],
    ["at its end, before the version", '{"method":"tools/call"', '"}},"id":12,"jsonrpc":"2.0"}\r', 12],
    ["nowhere: one in the arguments is not its own", '{"method":"tools/call"', '"a":1,"id":12}}}', null],
    ["nowhere: one in a text is not its own", '{"method":"tools/call"', 'x,\\"id\\":12}', null],
    ["in the middle, which is not kept", '{"method":"tools/call"', 'xx"}}}', null],
  ])("%s", (_, start, end, id) => {
    const message = "the message is longer than 16 MB, which is the most that is read: send less at once";
    expect(readMessage({ start: Buffer.from(start), end: Buffer.from(end) }, LONGEST)).toEqual({
      refusal: { jsonrpc: "2.0", id, error: { code: -32600, message } },
    });
  });
});
