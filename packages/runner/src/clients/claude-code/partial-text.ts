import type { JsonObject } from "@review/db/guards";
import { objectOf } from "../json-fields.ts";

/**
 * The text of a block that is still being written. Follows `stream_event`s: their deltas are the only trace of a block
 * that never gets finished.
 */
export function collectPartialText() {
  let deltas: string[] = [];
  const take = () => {
    const text = deltas.join("");
    deltas = [];
    return text;
  };
  return {
    /** Takes one event of the API's stream; returns the text it adds. */
    add: (event: JsonObject): string | undefined => {
      // A new message or block: what was open before it was broken off and is asked for again.
      if (event.type === "message_start" || event.type === "content_block_start") take();
      const { type, text } = objectOf(event.delta);
      if (event.type !== "content_block_delta" || type !== "text_delta" || typeof text !== "string")
        return undefined;
      deltas.push(text);
      return text;
    },
    /** The block is finished and printed whole: forgets its text, and says what it was. */
    take,
    /** The given text, and after it what is known of the unfinished block. */
    after: (text: string): string => {
      const rest = deltas.join("");
      return text === "" || text.endsWith("\n") || rest === "" ? text + rest : `${text}\n${rest}`;
    },
  };
}
