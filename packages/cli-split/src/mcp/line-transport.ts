import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import {
  CancelledNotificationSchema,
  ErrorCode,
  isJSONRPCRequest,
  type JSONRPCMessage,
  type RequestId,
} from "@modelcontextprotocol/sdk/types.js";
import { type Io, LARGEST_INPUT_BYTES, UsageError, withoutEnd } from "@review/cli-kit";
import { errorCode } from "@review/db/guards";
import { readLines } from "./read-lines.ts";
import { type Refusal, readMessage } from "./read-message.ts";

/** Requests that are answered at the same time; further ones wait in the pipe. Our choice: it bounds memory. */
const MOST_AT_ONCE = 8;

export interface LineTransport extends Transport {
  /**
   * Reads messages until the input ends and everything is answered, or until nobody reads the answers any more. To be
   * called when the server is connected. Throws UsageError if the input cannot be read.
   */
  serve(): Promise<void>;
}

/**
 * JSON-RPC messages as lines of standard input and output. A line that is no message, or longer than
 * LARGEST_INPUT_BYTES, is answered with an error, and reading goes on; the SDK's own transport ends there.
 */
export function lineTransport({ stdin, stdout }: Pick<Io, "stdin" | "stdout">): LineTransport {
  let isClosed = false;
  /** Requests whose answers have not been taken yet. */
  const open = new Set<RequestId>();
  let wake = () => {};

  const write = async (message: JSONRPCMessage | Refusal) => {
    if (isClosed) return;
    stdout.write(`${lineOf(message)}\n`);
    await stdout.drained();
    if (stdout.isClosed) await transport.close();
  };
  const untilOpen = async (most: number) => {
    while (open.size > most && !isClosed) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  const finish = (id: RequestId | undefined) => {
    if (id !== undefined) open.delete(id);
    wake();
  };
  const receive = (message: JSONRPCMessage) => {
    if (isJSONRPCRequest(message)) open.add(message.id);
    const { data: cancelled } = CancelledNotificationSchema.safeParse(message);
    transport.onmessage?.(message);
    // The SDK gives no answer to a request that was cancelled.
    if (cancelled) finish(cancelled.params.requestId);
  };
  const transport: LineTransport = {
    start: async () => {},
    serve: async () => {
      try {
        for await (const line of readLines(stdin, LARGEST_INPUT_BYTES)) {
          const read = readMessage(line, LARGEST_INPUT_BYTES);
          if (read && "refusal" in read) await write(read.refusal);
          else if (read) receive(read.message);
          await untilOpen(MOST_AT_ONCE - 1);
        }
      } catch (error) {
        // Closing ends the input in the middle.
        if (!isClosed) throw unreadable(error);
      }
      await untilOpen(0);
      await transport.close();
    },
    send: async (message) => {
      await write(message);
      if (!isJSONRPCRequest(message) && "id" in message) finish(message.id);
    },
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      stdin.destroy();
      wake();
      transport.onclose?.();
    },
  };
  return transport;
}

/** A message as JSON; instead of an answer that is too long for that an error, or its request would never be answered. */
function lineOf(message: JSONRPCMessage | Refusal): string {
  try {
    return JSON.stringify(message);
  } catch (thrown) {
    const problem = withoutEnd(thrown);
    if (!problem || !("id" in message)) throw thrown;
    const error = { code: ErrorCode.InternalError, message: problem.message };
    return JSON.stringify({ jsonrpc: "2.0", id: message.id, error });
  }
}

function unreadable(error: unknown): unknown {
  const code = errorCode(error);
  if (code === undefined) return error;
  return new UsageError(`standard input cannot be read (${code}): connect it to an MCP client`, {
    cause: error,
  });
}
