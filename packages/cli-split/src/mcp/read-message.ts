import {
  ErrorCode,
  type JSONRPCMessage,
  JSONRPCMessageSchema,
  type RequestId,
  RequestIdSchema,
} from "@modelcontextprotocol/sdk/types.js";
import { isObject, parseJson } from "@review/db/guards";
import type { Line } from "./read-lines.ts";

/** What is answered to a line that is no message. Its id is that of the request, where that can be told. */
export interface Refusal {
  jsonrpc: "2.0";
  id: RequestId | null;
  error: { code: number; message: string };
}

/** Reads one line of a client; undefined for a blank one. `longest`, in bytes, is what the line had to keep to. */
export function readMessage(
  line: Line,
  longest: number,
): { message: JSONRPCMessage } | { refusal: Refusal } | undefined {
  if (!("bytes" in line)) {
    const id = findIdAtStart(latin1(line.start)) ?? findIdAtEnd(latin1(line.end));
    const message = `the message is longer than ${longest / 1e6} MB, which is the most that is read: send less at once`;
    return refuse(ErrorCode.InvalidRequest, message, id);
  }
  const { bytes } = line;
  if (isBlank(bytes)) return undefined;
  const text = decode(bytes);
  if (text === undefined)
    return refuse(ErrorCode.ParseError, "the line is not UTF-8", findIdAtStart(latin1(bytes)));
  const value = parseJson(text);
  if (value === undefined) return refuse(ErrorCode.ParseError, "the line is not JSON", findIdAtStart(text));
  const { data: message } = JSONRPCMessageSchema.safeParse(value);
  return message
    ? { message }
    : refuse(ErrorCode.InvalidRequest, "the line is no JSON-RPC message", idOf(value));
}

function refuse(code: ErrorCode, message: string, id: RequestId | undefined): { refusal: Refusal } {
  return { refusal: { jsonrpc: "2.0", id: id ?? null, error: { code, message } } };
}

const ID = String.raw`"id"\s*:\s*(\d{1,15}|"[^"\\]{0,200}")`;
const VERSION = String.raw`"jsonrpc"\s*:\s*"2\.0"`;
const AT_START = new RegExp(String.raw`^\s*\{\s*(?:${VERSION}\s*,\s*)?${ID}\s*,`);
/** Only of a line that ends as its message does: in one that was cut off, what looks like this may stand deep inside. */
const AT_END = new RegExp(String.raw`,\s*${ID}\s*(?:,\s*${VERSION}\s*)?\}\s*$`);

function findIdAtStart(text: string): RequestId | undefined {
  return readId(AT_START.exec(text)?.[1]);
}

function findIdAtEnd(text: string): RequestId | undefined {
  return readId(AT_END.exec(text)?.[1]);
}

function readId(json: string | undefined): RequestId | undefined {
  return json === undefined ? undefined : RequestIdSchema.parse(JSON.parse(json));
}

function idOf(value: unknown): RequestId | undefined {
  return isObject(value) ? RequestIdSchema.safeParse(value.id).data : undefined;
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x0d || byte === 0x09);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}

const UTF_8 = new TextDecoder("utf-8", { fatal: true });

/** Undefined if it is not UTF-8: a review with other characters in the place of wrong ones is not what was judged. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return UTF_8.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
