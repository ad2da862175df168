import type { JsonObject } from "@review/db/guards";

/** What the events of one gemini run said, beside the text of the answer. */
export interface GeminiFacts {
  /** Lines that were events of a known kind; all others are in `otherLines`. */
  events: number;
  otherLines: number;
  sessionId?: string | undefined;
  /** The message of the last `error` event that is no warning. */
  error?: string | undefined;
  /** gemini took the answer for a loop, and stopped it. */
  looped: boolean;
  /** The `result` event. */
  result?: JsonObject;
}

/** Before the first event. */
export function noGeminiFacts(): GeminiFacts {
  return { events: 0, otherLines: 0, looped: false };
}
