import { PassThrough } from "node:stream";
import { isJSONRPCRequest, type JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";
import { LARGEST_INPUT_BYTES } from "@review/cli-kit";
import { describe, expect, it } from "vitest";
import { lineTransport } from "./line-transport.ts";

/** A transport with a client at its other end. */
function connect() {
  const stdin = new PassThrough();
  const written: JSONRPCMessage[] = [];
  const received: JSONRPCMessage[] = [];
  const state = { isClosed: false, closings: 0 };
  const stdout = {
    write: (text: string) => void written.push(JSON.parse(text)),
    drained: async () => {},
    get isClosed() {
      return state.isClosed;
    },
    problem: undefined,
    isTTY: false,
    columns: undefined,
  };
  const transport = lineTransport({ stdin, stdout });
  transport.onmessage = (message) => void received.push(message);
  transport.onclose = () => {
    state.closings += 1;
  };
  const request = (id: number) => `${JSON.stringify({ jsonrpc: "2.0", id, method: "ping" })}\n`;
  const answer = (id: number) => transport.send({ jsonrpc: "2.0", id, result: {} });
  const ids = (messages: readonly JSONRPCMessage[]) =>
    messages.map((message) => "id" in message && message.id);
  /** Resolves when all that can happen now has happened. */
  const settled = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  return { stdin, written, received, state, transport, request, answer, ids, settled };
}

describe("a transport of lines", () => {
  it("answers with an error what is too long to be told, and goes on", async () => {
    const { stdin, written, transport, request } = connect();
    stdin.end(request(1) + request(2));
    const text = "\0".repeat(100_000_000);
    transport.onmessage = (message) => {
      if (isJSONRPCRequest(message))
        void transport.send({ jsonrpc: "2.0", id: message.id, result: message.id === 1 ? { text } : {} });
    };
    await transport.serve();
    expect(written).toEqual([
      {
        jsonrpc: "2.0",
        id: 1,
        error: { code: -32603, message: expect.stringContaining("too large to be told") },
      },
      { jsonrpc: "2.0", id: 2, result: {} },
    ]);
  });

  it("answers what is no message, and goes on", async () => {
    const { stdin, written, received, transport, request, ids, answer } = connect();
    stdin.end(`{nope\n\n[]\n{"jsonrpc":"2.0","id":4}\n${request(5)}`);
    transport.onmessage = (message) => {
      received.push(message);
      void answer(5);
    };
    await transport.serve();
    expect(ids(received)).toEqual([5]);
    expect(written).toEqual([
      { jsonrpc: "2.0", id: null, error: { code: -32700, message: expect.any(String) } },
      { jsonrpc: "2.0", id: null, error: { code: -32600, message: expect.any(String) } },
      { jsonrpc: "2.0", id: 4, error: { code: -32600, message: expect.any(String) } },
      { jsonrpc: "2.0", id: 5, result: {} },
    ]);
  });

  it("answers a message over the limit, and goes on", async () => {
    const { stdin, written, received, transport, request, ids, settled } = connect();
    const served = transport.serve();
    stdin.write('{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"text":"');
    for (let sent = 0; sent < LARGEST_INPUT_BYTES; sent += 1_000_000) stdin.write("x".repeat(1_000_000));
    stdin.write(`"}}\n${request(2)}`);
    await settled();
    expect(ids(written)).toEqual([1]);
    expect(ids(received)).toEqual([2]);
    await transport.close();
    await served;
  });

  it("takes no more requests than it answers at once", async () => {
    const { stdin, received, transport, request, answer, settled } = connect();
    const served = transport.serve();
    stdin.end(Array.from({ length: 20 }, (_, id) => request(id)).join(""));
    await settled();
    expect(received).toHaveLength(8);
    await answer(3);
    await answer(0);
    await settled();
    expect(received).toHaveLength(10);
    for (let id = 0; id < 20; id += 1) {
      await answer(id);
      await settled();
    }
    await served;
    expect(received.filter(isJSONRPCRequest)).toHaveLength(20);
  });

  it("waits at the end of its input for what is not answered yet, but not for what was cancelled", async () => {
    const { stdin, transport, state, request, answer, settled } = connect();
    const served = transport.serve();
    const cancelled = { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 1 } };
    stdin.end(`${request(1)}${request(2)}${JSON.stringify(cancelled)}\n`);
    await settled();
    expect(state.closings).toBe(0);
    await answer(2);
    await served;
    expect(state.closings).toBe(1);
  });

  it("ends when nobody reads its answers", async () => {
    const { stdin, transport, state, request, answer, settled, written } = connect();
    const served = transport.serve();
    stdin.write(request(1) + request(2));
    await settled();
    state.isClosed = true;
    await answer(1);
    await served;
    expect({ closings: state.closings, destroyed: stdin.destroyed }).toEqual({
      closings: 1,
      destroyed: true,
    });
    await answer(2);
    expect(written).toHaveLength(1);
  });

  it("says that its input cannot be read", async () => {
    const { stdin, transport } = connect();
    const served = transport.serve();
    stdin.destroy(Object.assign(new Error("EISDIR: illegal operation"), { code: "EISDIR" }));
    await expect(served).rejects.toThrow(
      "standard input cannot be read (EISDIR): connect it to an MCP client",
    );
  });
});
