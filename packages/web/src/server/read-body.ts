import type { IncomingMessage } from "node:http";
import { errorCode, parseJson } from "@review/db/guards";
import { Refusal } from "./refusal.ts";

/** No decision is longer. */
const LARGEST_BODY_BYTES = 1_000_000;

/** The JSON that was sent. Throws a Refusal for what is none, said to be none, or too large. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    throw new Refusal(415, "no-json", "what is sent must be JSON, as application/json");
  }
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request) {
      length += chunk.length;
      if (length > LARGEST_BODY_BYTES) {
        const close = { connection: "close" };
        throw new Refusal(413, "too-large", `more than ${LARGEST_BODY_BYTES} bytes were sent`, close);
      }
      chunks.push(chunk);
    }
  } catch (error) {
    // Whoever sent it is gone, or was cut off as we end: nobody reads this.
    if (errorCode(error) === "ECONNRESET") throw new Refusal(400, "broken-off", "what was sent broke off");
    throw error;
  }
  const value = parseJson(Buffer.concat(chunks).toString("utf8"));
  if (value === undefined) throw new Refusal(422, "no-json", "what was sent is not JSON");
  return value;
}
